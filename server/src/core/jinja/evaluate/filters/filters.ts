// The filters. Read from Jinja2 3.1.2, filters.py, and ansible-core 2.14.18, plugins/filter/core.py and mathstuff.py.
import { append } from '../../../text/append.ts';
import { msg } from '../../../text/message.ts';
import type { Filter } from '../../ast.ts';
import { bindArguments } from '../arguments.ts';
import { formatted } from '../format.ts';
import { evaluate, type Frame } from '../frame.ts';
import { bareName } from '../knownNames.ts';
import { jsonValue, looksLiteral } from '../literal.ts';
import { isEqual, isTrue } from '../operators.ts';
import { checked, jsonText, niceJson, textOf } from '../text.ts';
import {
  fatal,
  haltOf,
  isKind,
  isObject,
  list,
  notEvaluated,
  unknown,
  unrolled,
  used,
  type Value,
} from '../value.ts';
import { DATA_FILTERS, orderlessBelow } from './dataFilters.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { LINE_FILTERS } from './lineFilters.ts';
import { LIST_FILTERS } from './listFilters.ts';
import { NUMBER_FILTERS } from './numberFilters.ts';
import { REGEX_FILTERS } from './regexFilters.ts';
import {
  base64Decoded,
  base64Encoded,
  capitalized,
  lowered,
  raised,
  replaced,
  splitText,
  trimmed,
  wrappedAddress,
} from './textFilters.ts';

/** The value of `input | filter`; without an input, of the block around it. */
export function filterValue(frame: Frame, node: Filter): Value {
  for (const below of orderlessBelow(node)) frame.run.orderless.add(below);
  const input = node.input ? evaluate(frame, node.input) : frame.block;
  if (input === undefined) throw notEvaluated("'filter'");
  return filtered(frame, input, node);
}

/** Applies the filter, whatever the node says about its input. */
export function filtered(frame: Frame, input: Value, node: Filter): Value {
  const filter = FILTERS.get(bareName(node.name));
  if (!filter) throw unknown(msg("the filter '{0}' is not evaluated here", node.name));
  const seen = [input];
  const bind: FilterCall['bind'] = (...names) => {
    const bound = bindArguments(frame, node, names);
    append(
      seen,
      bound.filter((value) => value !== undefined),
    );
    return bound;
  };
  if (frame.scope.dialect === 'tagged' && !TAKES_ERRORS.has(bareName(node.name)))
    failOnMarkers(frame, input, node);
  const value = filter(input, { frame, node, bind });
  // Since ansible-core 2.19 it fails where the filter looks at what is undefined inside, and only there.
  if (frame.scope.dialect === 'tagged' && !isFirstOfMap(node) && seen.some(holdsUndefined))
    throw notEvaluated(node.name);
  return unrolled(value);
}

/** Filters that handle undefined values and errors themselves. */
const TAKES_ERRORS: ReadonlySet<string> = new Set(['default', 'd', 'mandatory', 'ternary', 'type_debug']);

/** Since ansible-core 2.19 a filter returns the first error among its values. */
function failOnMarkers(frame: Frame, input: Value, { args, keywords }: Filter): void {
  const others = [...args, ...keywords.map(({ value }) => value)].map((argument) =>
    evaluate(frame, argument),
  );
  for (const value of [input, ...others]) if (isKind(value, 'undefined') && !value.lenient) used(value);
}

/** `map` makes its items one by one, and `first` takes the first as it is. */
const isFirstOfMap = ({ name, input }: Filter): boolean =>
  bareName(name) === 'first' && input?.kind === 'filter' && bareName(input.name) === 'map';

const holdsUndefined = (value: Value): boolean =>
  isKind(value, 'list') || isKind(value, 'tuple')
    ? value.items.some((item) => isKind(item, 'undefined'))
    : isKind(value, 'dict') && [...value.entries.values()].some((item) => isKind(item, 'undefined'));

/** A text whose type is not detected, whatever it looks like. */
const keptText = (text: string, { scope }: Frame): Value =>
  scope.dialect !== 'tagged' && (looksLiteral(text) || scope.dialect === 'native')
    ? { kind: 'native', text }
    : text;

function defaultValue(input: Value, { bind, frame }: FilterCall): Value {
  const [fallback = '', forEmpty = false] = bind('default_value', 'boolean');
  frame.run.step();
  if (isKind(input, 'undefined')) {
    const isCaught = !input.failure && (frame.scope.dialect !== 'tagged' || !input.lenient);
    return isCaught ? fallback : input;
  }
  if (isKind(input, 'unknown')) {
    // Without a text there is nothing to be encrypted.
    if (input.isDefined && (input.isVaulted || !isTrue(forEmpty))) return input;
    throw haltOf(input);
  }
  if (frame.scope.dialect === 'tagged' && typeof used(forEmpty) !== 'boolean')
    throw fatal(msg("the second value of 'default' is true or false"));
  return isTrue(forEmpty) && !isTrue(input) ? fallback : input;
}

function boolValue(input: Value, { bind, frame }: FilterCall): Value {
  bind();
  const value = used(input);
  if (value === null) return frame.scope.dialect === 'tagged' ? false : null;
  if (typeof value === 'boolean') return value;
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

/**
 * `from_json`. `JSON.parse` decides whether the text is JSON, but its numbers lose digits: the value is read by
 * {@link jsonValue}. Python also takes NaN and Infinity.
 */
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
  const value = jsonValue(text);
  if (value === undefined) throw notEvaluated('from_json');
  return value;
}

function fromYaml(input: Value, { bind, frame }: FilterCall): Value {
  bind();
  // Values that are no texts pass unchanged, undefined ones included.
  if (isKind(input, 'undefined')) return input;
  const text = used(input);
  if (typeof text !== 'string') return text;
  const value = frame.scope.fromYaml?.(text);
  if (value === undefined) throw notEvaluated('from_yaml');
  return value;
}

const ofText =
  (change: (text: string) => Value): FilterFunction =>
  (input, { bind }) => {
    bind();
    return change(textOf(input));
  };

/** YAML stays a text, too; printed by who knows YAML. */
function niceYamlFilter(input: Value, { bind, frame }: FilterCall): Value {
  const [indent = 4n, width = 80n, sorts = true] = bind('indent', 'width', 'sort_keys').map(
    (value) => value && used(value),
  );
  // It is text only where all of the value is known.
  jsonText(input);
  const isUsual = typeof indent === 'bigint' && typeof width === 'bigint' && typeof sorts === 'boolean';
  if (!isUsual || indent < 2n || indent > 9n || width <= 2n * indent) throw notEvaluated('to_nice_yaml');
  const style = { indent: Number(indent), width: Number(width), sorts };
  const text = frame.scope.niceYaml?.(used(input), style);
  if (text === undefined) throw notEvaluated('to_nice_yaml');
  return keptText(checked(text), frame);
}

/** JSON stays a text: Ansible does not read it back as a list or a dict. */
function jsonFilter(input: Value, { bind, frame }: FilterCall): Value {
  bind();
  return keptText(checked(jsonText(input)), frame);
}

function niceJsonFilter(input: Value, { bind, frame }: FilterCall): Value {
  const [indent = 4n, sorts = true] = bind('indent', 'sort_keys').map((value) => value && used(value));
  jsonText(input);
  if (typeof indent !== 'bigint' || typeof sorts !== 'boolean' || indent < 0n || indent > 9n)
    throw notEvaluated('to_nice_json');
  return keptText(checked(niceJson(input, { indent: Number(indent), sorts })), frame);
}

function stringValue(input: Value, { bind, frame }: FilterCall): Value {
  bind();
  // Python returns the same object.
  if (isKind(input, 'unknown') && input.isVaulted) return input;
  return keptText(textOf(input), frame);
}

function replaceFilter(input: Value, { bind }: FilterCall): Value {
  const [old, replacement, count] = bind('old', 'new', 'count');
  if (old === undefined || replacement === undefined) throw notEvaluated('replace');
  return replaced(textOf(input), textOf(old), textOf(replacement), count);
}

function splitFilter(input: Value, { bind }: FilterCall): Value {
  const text = used(input);
  if (typeof text !== 'string') throw fatal(msg('only a text can be split'));
  const [separator, limit] = bind('sep', 'maxsplit');
  return splitText(text, separator, limit ?? -1n);
}

function formatFilter(input: Value, { frame, node }: FilterCall): Value {
  if (node.keywords.length > 0 || node.starArgs || node.starKeywords) throw notEvaluated('format');
  const items = node.args.map((argument) => evaluate(frame, argument));
  return formatted(textOf(input), { kind: 'tuple', items });
}

function wrapFilter(input: Value, { bind }: FilterCall): Value {
  bind();
  const value = used(input);
  if (isKind(value, 'list')) return list(value.items.map((item) => wrappedAddress(textOnly(item))));
  return wrappedAddress(textOnly(value));
}

function textOnly(value: Value): string {
  const text = used(value);
  if (typeof text !== 'string') throw notEvaluated('ipwrap');
  return text;
}

const FILTERS: ReadonlyMap<string, FilterFunction> = new Map<string, FilterFunction>([
  ...LIST_FILTERS,
  ...NUMBER_FILTERS,
  ...DATA_FILTERS,
  ...LINE_FILTERS,
  ...REGEX_FILTERS,
  ['default', defaultValue],
  ['d', defaultValue],
  ['mandatory', mandatoryValue],
  ['trim', (input, { bind }) => trimmed(textOf(input), ...bind('chars'))],
  ['lower', ofText(lowered)],
  ['upper', ofText(raised)],
  ['capitalize', ofText(capitalized)],
  ['ternary', ternaryValue],
  ['from_json', fromJson],
  ['from_yaml', fromYaml],
  ['b64encode', ofText(base64Encoded)],
  ['b64decode', ofText(base64Decoded)],
  ['bool', boolValue],
  ['string', stringValue],
  ['to_json', jsonFilter],
  ['to_nice_json', niceJsonFilter],
  ['to_nice_yaml', niceYamlFilter],
  ['replace', replaceFilter],
  ['split', splitFilter],
  ['format', formatFilter],
  ['ipwrap', wrapFilter],
  ['ansible.utils.ipwrap', wrapFilter],
]);
