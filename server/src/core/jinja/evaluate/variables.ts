// The values of names: they may be templates themselves, which are evaluated when they are looked up. Read from
// ansible-core 2.14.18, template/vars.py, template/__init__.py and vars/hostvars.py.
import { type Message, msg } from '../../text/message.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { JinjaNode, Name, Template } from '../ast.ts';
import { freeNames } from '../freeNames.ts';
import { hasJinja, parseTemplate } from '../parse.ts';
import { walk } from '../walk.ts';
import { concatenated } from './concat.ts';
import { leadsTooFar } from './firstName.ts';
import { type EvaluationState, type Frame, findLocal, tooManyVariables } from './frame.ts';
import { nameRefusal } from './knownNames.ts';
import { renderNodes } from './statements.ts';
import { checked, MAX_DEPTH, tooLarge } from './text.ts';
import {
  type EvaluationScope,
  EvaluationStop,
  isKind,
  isObject,
  list,
  markerOf,
  type Undefined,
  unknown,
  type Value,
} from './value.ts';

/** Jinja's and Ansible's own functions. */
const GLOBALS: ReadonlySet<string> = new Set(
  'range dict lipsum cycler joiner namespace lookup query q now undef'.split(' '),
);

/** The value of a name in a template. */
export function valueOfName(frame: Frame, name: string, span: Span): Value {
  frame.run.step();
  const local = findLocal(frame, name);
  if (local !== undefined) return local;
  const found = frame.scope.variable(name);
  if (found?.kind === 'unknown') return found;
  if (!found) {
    if (GLOBALS.has(name)) throw unknown(msg("'{0}' is a function", name));
    return { kind: 'undefined', span, reason: msg("'{0}' is not defined", name) };
  }
  if (found.kind === 'ready') return found.value;
  return templated(frame, frame.scope, name, found.value, span);
}

/**
 * The value of a variable that may be a template. What is undefined inside makes the variable itself undefined; in
 * the dialect `tagged` the same holds for every other error, until something uses the value.
 */
function templated(frame: Frame, scope: EvaluationScope, name: string, raw: Value, span: Span): Value {
  try {
    return once(
      frame.run,
      scope,
      name,
      span,
      () => templateValue(frame.run, scope, raw),
      scope.isInner ? 'inner ' : '',
    );
  } catch (error) {
    if (error instanceof EvaluationStop && error.kind === 'undefined') return undefinedIn(name, error, span);
    if (error instanceof EvaluationStop && error.isFailure && scope.dialect === 'tagged')
      return markerOf(error, span);
    throw placed(error, span);
  }
}

const undefinedIn = (name: string, { reason }: EvaluationStop, span: Span): Undefined => ({
  kind: 'undefined',
  span,
  reason: msg("'{0}' cannot be filled in: {1}", name, reason),
});

/** An error inside a variable is reported at the place where the variable is used. */
const placed = (error: unknown, span: Span): unknown =>
  error instanceof EvaluationStop ? error.at(span) : error;

/**
 * Evaluates a variable once for each host and run. One that is still being evaluated needs its own value: that is how
 * a recursion is found. `way` tells ways of evaluation apart that may give other values, as through `hostvars`.
 */
function once(
  run: EvaluationState,
  scope: EvaluationScope,
  name: string,
  span: Span,
  evaluate: () => Value,
  way = '',
): Value {
  const key = `${way}${scope.host}\n${name}`;
  if (run.isOpen(key))
    throw new EvaluationStop('recursion', msg("'{0}' needs its own value", name), span, run.chainFrom(key));
  return run.once(key, evaluate);
}

/** `hostvars[host][name]`; an undefined part of it ends the template as it is written. */
export function hostVariable(
  frame: Frame,
  scope: EvaluationScope,
  name: string,
  span: Span,
): Value | undefined {
  const found = scope.variable(name);
  if (!found || found.kind === 'unknown') return found;
  if (found.kind === 'ready') return found.value;
  try {
    return once(
      frame.run,
      scope,
      name,
      span,
      () => templateValue(frame.run, scope, found.value, { keepsUndefined: scope.dialect !== 'tagged' }),
      'hostvars ',
    );
  } catch (error) {
    if (error instanceof EvaluationStop && error.isFailure && scope.dialect === 'tagged')
      return markerOf(error, span);
    throw placed(error, span);
  }
}

interface TemplateOptions {
  readonly keepsUndefined?: boolean;
}

/** Ansible's `Templar.template`: evaluates the texts in lists and dicts, too. */
function templateValue(
  run: EvaluationState,
  scope: EvaluationScope,
  raw: Value,
  options: TemplateOptions = {},
  depth = 0,
): Value {
  run.step();
  if (depth > MAX_DEPTH) throw tooLarge();
  const inner = (item: Value): Value =>
    scope.dialect === 'tagged'
      ? lazily(() => templateValue(run, scope, item, options, depth + 1))
      : templateValue(run, scope, item, options, depth + 1);
  if (typeof raw === 'string') return templateText(run, scope, raw, options);
  if (isKind(raw, 'native')) return raw.isUnsafe && scope.dialect !== 'tagged' ? raw : raw.text;
  if (isKind(raw, 'list')) return list(raw.items.map(inner));
  if (isKind(raw, 'dict'))
    return { kind: 'dict', entries: new Map([...raw.entries].map(([key, item]) => [key, inner(item)])) };
  return raw;
}

/** Since ansible-core 2.19 the parts of a list or a dict are evaluated when they are used. */
function lazily(evaluate: () => Value): Value {
  try {
    const value = evaluate();
    // It need not depend on itself: it may depend on another part of the value that contains it.
    const isInCircle = isKind(value, 'undefined') && value.failure === 'recursion';
    return isInCircle ? { kind: 'unknown', reason: value.reason } : value;
  } catch (error) {
    if (!(error instanceof EvaluationStop)) throw error;
    return markerOf(error.kind === 'recursion' ? error.asUnknown() : error, error.span ?? spanOf(0, 0));
  }
}

const SINGLE_NAME = /^\{\{\s*(?:(\w+)\s*)?\}\}\n?$/;

/**
 * The value of a text. Before 2.19, `{{ name }}` alone hands on numbers and booleans with their type, without making
 * a text of them.
 */
function templateText(
  run: EvaluationState,
  scope: EvaluationScope,
  text: string,
  options: TemplateOptions,
): Value {
  if (!hasJinja(text)) return text;
  if (text.startsWith('#jinja2:')) throw unknown(msg("'#jinja2:' changes how it is read"));
  if (scope.dialect === 'tagged') return renderText(run, scope, text);
  const single = SINGLE_NAME.exec(text)?.[1];
  const found = single === undefined ? undefined : scope.variable(single);
  if (found?.kind === 'raw' && (!isObject(found.value) || found.value.kind === 'float')) {
    if (typeof found.value !== 'string') return found.value;
  }
  try {
    return renderText(run, scope, text);
  } catch (error) {
    if (options.keepsUndefined && error instanceof EvaluationStop && error.kind === 'undefined') return text;
    throw error;
  }
}

/** The value of the text that an evaluation begins with, as it would be inside another one. */
export function firstTemplateValue(run: EvaluationState, scope: EvaluationScope, text: string): Value {
  const isTooFar = leadsTooFar(scope, text, (one) => {
    if (!hasJinja(one) || one.startsWith('#jinja2:')) return undefined;
    const known = readOnce(scope, checked(one));
    return known.refusal ? undefined : known;
  });
  if (isTooFar) throw tooManyVariables();
  return templateValue(run, scope, text);
}

/** The output of a text as it is written; with `mark`, of what is known of it. */
export function renderText(
  run: EvaluationState,
  scope: EvaluationScope,
  text: string,
  mark?: (reason: Message) => string,
): Value {
  checked(text);
  const { template, refusal, names } = readOnce(scope, text);
  if (refusal) throw refusal;
  const frame = { run, scope, locals: { values: new Map() }, mark };
  if (scope.dialect !== 'tagged' && !mark) lookUpNames(frame, names);
  const value = concatenated(renderNodes(frame, template), scope.dialect);
  if (isKind(value, 'native')) return text.endsWith('\n') ? withNewlines(value.text, text) : value;
  if (typeof value === 'string') return withNewlines(value, text);
  // With a line break at its end it is a new text.
  return isKind(value, 'unknown') && text.endsWith('\n') ? { ...value, isVaulted: false } : value;
}

/** Since ansible-core 2.19 names are looked up only where they are needed. */
const mayPassOver = (node: JinjaNode): boolean =>
  ['conditional', 'if', 'for', 'macro'].includes(node.kind) ||
  (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or'));

interface FreeName extends Name {
  readonly isInLoop: boolean;
}

/** A template, and what is known of it without any values. */
interface ReadTemplate {
  readonly template: Template;
  readonly refusal: EvaluationStop | undefined;
  readonly names: readonly FreeName[];
}

function readTemplate(text: string): ReadTemplate {
  const { template, problems } = parseTemplate(text);
  const [problem] = problems;
  if (problem)
    return { template, names: [], refusal: new EvaluationStop('syntax', problem.message, problem.span) };
  const loops = [...walk(template)].filter((node) => node.kind === 'for');
  const names = freeNames(template)
    .filter(({ name }) => !GLOBALS.has(name))
    .map((name) => ({ ...name, isInLoop: loops.some(({ span }) => contains(span, name.span)) }));
  return { template, names, refusal: nameRefusal(template) };
}

const readOnce = ({ remembered }: EvaluationScope, text: string): ReadTemplate =>
  remembered?.(text, readTemplate) ?? readTemplate(text);

const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Jinja2 looks up all names in advance: one that fails makes the template fail, even where it is not needed. */
function lookUpNames(frame: Frame, names: readonly FreeName[]): void {
  for (const { name, span, isInLoop } of names) {
    try {
      valueOfName(frame, name, span);
    } catch (error) {
      throw isInLoop && error instanceof EvaluationStop ? error.asUnknown() : error;
    }
  }
}

/** The names that a text always looks up: if one of them has no value, neither has the text. */
export function namesLookedUp(raw: Value, scope: EvaluationScope): readonly string[] {
  if (typeof raw !== 'string' || !hasJinja(raw) || raw.startsWith('#jinja2:')) return [];
  const { template, refusal, names } = readOnce(scope, raw);
  if (scope.dialect === 'tagged' && [...walk(template)].some(mayPassOver)) return [];
  return refusal ? [] : names.filter(({ isInLoop }) => !isInLoop).map(({ name }) => name);
}

/** Jinja2 drops line breaks at the end, and Ansible puts them back. */
function withNewlines(rendered: string, text: string): string {
  const count = (of: string): number => of.length - of.replace(/(?<!\n)\n+$/, '').length;
  return rendered + '\n'.repeat(Math.max(0, count(text) - count(rendered)));
}
