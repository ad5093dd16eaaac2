// The filters. Read from Jinja2 3.1.2, filters.py, and ansible-core 2.14.18, plugins/filter/core.py and mathstuff.py.
import { msg } from '../../text/message.ts';
import type { Filter } from '../ast.ts';
import { walk } from '../walk.ts';
import { bindArguments } from './arguments.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { evaluate, type Frame } from './frame.ts';
import { bareName } from './knownNames.ts';
import { LIST_FILTERS } from './listFilters.ts';
import { jsonValue, looksLiteral } from './literal.ts';
import { isEqual, isTrue } from './operators.ts';
import { refuseOptions, replaceAll } from './regularExpression.ts';
import { checked, jsonText, textOf } from './text.ts';
import {
  base64Decoded,
  base64Encoded,
  formatted,
  lowered,
  raised,
  replaced,
  splitText,
  trimmed,
  wrappedAddress,
} from './textFilters.ts';
import { fatal, haltOf, isKind, isObject, list, notEvaluated, unknown, used, type Value } from './value.ts';

export function filterValue(frame: Frame, node: Filter): Value {
  if (!node.input) throw notEvaluated("'filter'");
  const filter = FILTERS.get(bareName(node.name));
  if (!filter) throw unknown(msg("the filter '{0}' is not evaluated here", node.name));
  const input = evaluate(frame, node.input);
  return filter(input, { frame, node, bind: (...names) => bindArguments(frame, node, names) });
}

/** A text that keeps looking like a list. Of constants Jinja2 makes a plain text before Ansible sees it. */
function keptText(text: string, node: Filter): Value {
  if (!looksLiteral(text)) return text;
  for (const inner of walk(node)) if (inner.kind === 'name') return { kind: 'native', text };
  throw notEvaluated(node.name);
}

function defaultValue(input: Value, { bind, frame }: FilterCall): Value {
  const [fallback = '', forEmpty = false] = bind('default_value', 'boolean');
  frame.run.step();
  if (isKind(input, 'undefined')) return fallback;
  if (isKind(input, 'unknown')) {
    if (input.isDefined && !isTrue(forEmpty)) return input;
    throw haltOf(input);
  }
  return isTrue(forEmpty) && !isTrue(input) ? fallback : input;
}

function intValue(input: Value, { bind }: FilterCall): Value {
  const [fallback = 0n, base] = bind('default', 'base');
  if (base !== undefined) throw notEvaluated('int');
  const value = used(input);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint') return value;
  if (isKind(value, 'float')) return BigInt(Math.trunc(value.value));
  if (typeof value !== 'string') return isKind(value, 'hostvars') ? notNow('int') : fallback;
  const text = trimmed(value);
  if (/^[+-]?\d{1,18}$/.test(text)) return BigInt(text.replace('+', ''));
  if (/^[+-]?\d{1,15}\.\d{0,15}$/.test(text)) return BigInt(Math.trunc(Number(text)));
  return isNoNumber(text) ? fallback : notNow('int');
}

function floatValue(input: Value, { bind }: FilterCall): Value {
  const [fallback = { kind: 'float', value: 0 }] = bind('default');
  const value = used(input);
  if (typeof value === 'boolean' || typeof value === 'bigint') return { kind: 'float', value: Number(value) };
  if (isKind(value, 'float')) return value;
  if (typeof value !== 'string') return isKind(value, 'hostvars') ? notNow('float') : fallback;
  const text = trimmed(value);
  if (/^[+-]?(?:\d{1,15}\.?\d{0,15}|\.\d{1,15})$/.test(text)) return { kind: 'float', value: Number(text) };
  return isNoNumber(text) ? fallback : notNow('float');
}

const isNoNumber = (text: string): boolean =>
  text === '' ||
  (/^[\x20-\x7e]*$/.test(text) && (/[g-z]/i.test(text) || !/\d/.test(text)) && !/inf|nan/i.test(text));

function notNow(name: string): never {
  throw notEvaluated(name);
}

function boolValue(input: Value): Value {
  const value = used(input);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return ['yes', 'on', '1', 'true'].includes(lowered(value));
  return !isObject(value) || value.kind === 'float' ? isEqual(value, 1n) : false;
}

function ternaryValue(input: Value, { bind }: FilterCall): Value {
  const [yes, no, none] = bind('true_val', 'false_val', 'none_val');
  if (yes === undefined || no === undefined) throw notEvaluated('ternary');
  if (input === null && none !== undefined && none !== null) return none;
  return isTrue(input) ? yes : no;
}

function mandatoryValue(input: Value, { bind }: FilterCall): Value {
  bind('msg');
  if (isKind(input, 'undefined')) throw fatal(input.reason);
  return input;
}

function fromJson(input: Value, { bind }: FilterCall): Value {
  bind();
  const text = used(input);
  if (typeof text !== 'string') throw fatal(msg('only a text can be read as JSON'));
  try {
    JSON.parse(text);
  } catch {
    if (/NaN|Infinity/.test(text)) throw notEvaluated('from_json');
    throw fatal(msg('this is not JSON'));
  }
  return jsonValue(text) ?? notNow('from_json');
}

function fromYaml(input: Value, { bind, frame }: FilterCall): Value {
  bind();
  // Whatever is no text passes, and what is undefined with it.
  if (isKind(input, 'undefined')) return input;
  const text = used(input);
  if (typeof text !== 'string') return text;
  const value = frame.scope.fromYaml?.(text);
  return value === undefined ? notNow('from_yaml') : value;
}

const ofText =
  (change: (text: string) => Value): FilterFunction =>
  (input, { bind }) => {
    bind();
    return change(textOf(input));
  };

const FILTERS: ReadonlyMap<string, FilterFunction> = new Map<string, FilterFunction>([
  ...LIST_FILTERS,
  ['default', defaultValue],
  ['d', defaultValue],
  ['mandatory', mandatoryValue],
  ['trim', ofText(trimmed)],
  ['lower', ofText(lowered)],
  ['upper', ofText(raised)],
  ['int', intValue],
  ['float', floatValue],
  ['ternary', ternaryValue],
  ['from_json', fromJson],
  ['from_yaml', fromYaml],
  ['b64encode', ofText(base64Encoded)],
  ['b64decode', ofText(base64Decoded)],
  [
    'bool',
    (input, { bind }) => {
      bind();
      return boolValue(input);
    },
  ],
  [
    'string',
    (input, { bind, node }) => {
      bind();
      return keptText(textOf(input), node);
    },
  ],
  [
    'to_json',
    (input, { bind, node }) => {
      bind();
      return keptText(checked(jsonText(input)), node);
    },
  ],
  [
    'replace',
    (input, { bind }) => {
      const [old, replacement] = bind('old', 'new');
      if (old === undefined || replacement === undefined) throw notEvaluated('replace');
      return replaced(textOf(input), textOf(old), textOf(replacement));
    },
  ],
  [
    'regex_replace',
    (input, { bind }) => {
      const [pattern = '', replacement = '', ...options] = bind(
        'pattern',
        'replacement',
        'ignorecase',
        'multiline',
      );
      refuseOptions(...options);
      return replaceAll(textOf(input), pattern, replacement);
    },
  ],
  [
    'split',
    (input, { bind }) => {
      const text = used(input);
      if (typeof text !== 'string') throw fatal(msg('only a text can be split'));
      return splitText(text, ...bind('sep', 'maxsplit'));
    },
  ],
  [
    'format',
    (input, { frame, node }) => {
      if (node.keywords.length > 0 || node.starArgs || node.starKeywords) throw notEvaluated('format');
      const values = node.args.map((argument) => evaluate(frame, argument));
      return formatted(textOf(input), values);
    },
  ],
  [
    'ipwrap',
    (input, { bind }) => {
      bind();
      const value = used(input);
      if (isKind(value, 'list')) return list(value.items.map((item) => wrappedAddress(textOnly(item))));
      return wrappedAddress(textOnly(value));
    },
  ],
  ['ansible.utils.ipwrap', (input, call) => FILTERS.get('ipwrap')?.(input, call) ?? notNow('ipwrap')],
]);

function textOnly(value: Value): string {
  const text = used(value);
  if (typeof text !== 'string') throw notEvaluated('ipwrap');
  return text;
}
