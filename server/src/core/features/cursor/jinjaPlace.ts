// What may be written at a cursor in Jinja, derived from the tokens before it. Knows no inventory.
import type { Expression } from '../../jinja/ast.ts';
import { parseExpression } from '../../jinja/parse.ts';
import type { Token } from '../../jinja/token.ts';
import type { JinjaCursor } from './jinjaCursor.ts';

/** What Jinja allows at a cursor; which names fit there is decided by the completion. */
export type JinjaPlace =
  /** The first word behind `{%`. */
  | { readonly kind: 'tag' }
  /** Behind `|` or `is`; `prefix` is what is written of a dotted name before the word. */
  | { readonly kind: 'filter' | 'test'; readonly prefix: string }
  /** Behind `object.` */
  | { readonly kind: 'attribute'; readonly object: Expression }
  /** In `object[…]`, or in the string of `object['…']` or `object.get('…')`. */
  | { readonly kind: 'key'; readonly object: Expression; readonly isCall: boolean }
  /** In a string that can only be such a name. */
  | { readonly kind: 'groupName' | 'hostName' | 'variableName' | 'anyVariableName' }
  /** Where a value is expected; `call` is the filter, test or function around it. */
  | { readonly kind: 'operand'; readonly call?: JinjaCall }
  /** Behind a value. */
  | { readonly kind: 'operator' };

/** The call whose parentheses the cursor is in. */
export interface JinjaCall {
  readonly kind: 'filter' | 'test' | 'function';
  /** As written, dotted if it is. */
  readonly name: string;
  /** How many arguments are complete before the cursor. */
  readonly index: number;
  /** The name before `=` in the argument at the cursor. */
  readonly keyword?: string;
}

/** `undefined` where a new name is written, such as behind `{% set`, or nothing can be proposed. */
export function jinjaPlace(cursor: JinjaCursor): JinjaPlace | undefined {
  const { tokens, stringQuote, opener } = cursor;
  if (stringQuote !== undefined) return stringPlace(cursor);
  if (tokens.length === 0) return opener === '{%' ? { kind: 'tag' } : { kind: 'operand' };
  const plugin = pluginPlace(tokens);
  if (plugin) return plugin;
  const last = tokens.at(-1);
  if (last?.type === '.' || last?.type === '[') {
    const object = objectBefore(cursor, tokens.length - 1);
    if (object) return last.type === '.' ? { kind: 'attribute', object } : keyOf(object, false);
    if (last.type === '.') return undefined;
  }
  if (opener === '{%' && isNewName(tokens)) return undefined;
  if (endsValue(tokens)) return { kind: 'operator' };
  const call = callAround(tokens);
  return { kind: 'operand', ...(call && { call }) };
}

const keyOf = (object: Expression, isCall: boolean): JinjaPlace => ({ kind: 'key', isCall, object });

/** `| name`, `is name`, `is not name`, with parts of a dotted name between. */
function pluginPlace(tokens: readonly Token[]): JinjaPlace | undefined {
  let at = tokens.length - 1;
  let prefix = '';
  while (tokens[at]?.type === '.' && tokens[at - 1]?.type === 'name') {
    prefix = `${tokens[at - 1]?.text}.${prefix}`;
    at -= 2;
  }
  const kind = pluginSign(tokens, at);
  return kind && { kind, prefix };
}

/** Whether the token makes the next one the name of a filter or of a test. */
function pluginSign(tokens: readonly Token[], at: number): 'filter' | 'test' | undefined {
  const token = tokens[at];
  if (token?.type === '|') return 'filter';
  if (token?.type !== 'name') return undefined;
  if (token.text === 'is') return at > 0 ? 'test' : undefined;
  return token.text === 'not' && tokens[at - 1]?.text === 'is' ? 'test' : undefined;
}

function stringPlace(cursor: JinjaCursor): JinjaPlace | undefined {
  const { tokens, after } = cursor;
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  if (last?.type === '[') {
    const object = objectBefore(cursor, tokens.length - 1);
    if (object) return keyOf(object, false);
  }
  if (last?.type === '(' && before?.text === 'get' && tokens.at(-3)?.type === '.') {
    const object = objectBefore(cursor, tokens.length - 3);
    if (object) return keyOf(object, true);
  }
  const membership = /^[\w.-]*\\?["']\s+(?:not\s+)?in\s+(groups|group_names|hostvars)\b/.exec(after)?.[1];
  if (membership) return { kind: membership === 'hostvars' ? 'hostName' : 'groupName' };
  if (isComparedWithHost(tokens)) return { kind: 'hostName' };
  const words = tokens.slice(-4).map(({ text }) => text.replace(/["']/g, '').replace('ansible.builtin.', ''));
  if (/^(?:lookup|query|q) \( vars ,$/.test(words.join(' '))) return { kind: 'variableName' };
  return /(?:^| )extract , hostvars ,(?: \[)?$/.test(words.join(' '))
    ? { kind: 'anyVariableName' }
    : undefined;
}

/** `inventory_hostname == '`, `inventory_hostname in ['a', '` */
function isComparedWithHost(tokens: readonly Token[]): boolean {
  let at = tokens.length - 1;
  const isListed = tokens[at]?.type === '[' || tokens[at]?.type === ',';
  while (isListed && /^(?:string|,|\[)$/.test(tokens[at]?.type ?? '')) at--;
  if (isListed && tokens[at]?.text !== 'in') return false;
  if (!isListed && !/^[!=]=$/.test(tokens[at]?.text ?? '')) return false;
  if (tokens[at - 1]?.text === 'not') at--;
  return tokens[at - 1]?.text === 'inventory_hostname';
}

/** The expression that ends before the token at `end`, which is a `.`, `[` or `(` behind it. */
function objectBefore({ tokens, text }: JinjaCursor, end: number): Expression | undefined {
  const start = chainStart(tokens, end - 1);
  const [from, to] = [tokens[start], tokens[end - 1]];
  if (start < 0 || !from || !to) return undefined;
  // Behind `|` or `is` stands no value of its own.
  if (pluginSign(tokens, start - 1)) return undefined;
  const { expression, problems } = parseExpression(text.slice(from.start, to.end));
  return problems.length > 0 ? undefined : expression;
}

/** Where the chain of `.name`, `[…]` and `(…)` begins that ends at a token; -1 where none does. */
function chainStart(tokens: readonly Token[], end: number): number {
  let at = end;
  for (;;) {
    while (tokens[at]?.type === ']' || tokens[at]?.type === ')') {
      const open = openingOf(tokens, at);
      const isBehind = endsValue(tokens.slice(0, open));
      if (!isBehind) return tokens[open]?.type === '(' ? open : -1;
      at = open - 1;
    }
    if (tokens[at]?.type !== 'name' && tokens[at]?.type !== 'integer') return -1;
    if (tokens[at - 1]?.type !== '.') return KEYWORDS.has(tokens[at]?.text ?? '') ? -1 : at;
    at -= 2;
  }
}

function openingOf(tokens: readonly Token[], closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at--) {
    const { type } = tokens[at] ?? { type: 'end' };
    if (CLOSERS.has(type)) depth++;
    else if (OPENERS.has(type) && --depth === 0) return at;
  }
  return -1;
}

const OPENERS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}']);

/** Names that are words of the language wherever a value could stand. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  'and or not in is if else elif for set with recursive import include from as call macro filter block do print'.split(
    ' ',
  ),
);

function endsValue(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (!last) return false;
  if (last.type === 'name') return !KEYWORDS.has(last.text) || tokens.at(-2)?.type === '.';
  return ['string', 'integer', 'float', ')', ']', '}'].includes(last.type);
}

/** Behind `for`, `set` and the like, a new name is written. */
function isNewName(tokens: readonly Token[]): boolean {
  const keyword = tokens[0]?.text ?? '';
  if (keyword === 'for') return !tokens.some(({ text }) => text === 'in');
  if (keyword === 'macro' || keyword === 'block') return true;
  return keyword === 'set' && !tokens.some(({ type }) => type === '=');
}

/** The innermost call whose parentheses are open. */
export function callAround(tokens: readonly Token[]): JinjaCall | undefined {
  let depth = 0;
  let index = 0;
  let keyword: string | undefined;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { type, text } = tokens[at] ?? { type: 'end', text: '' };
    if (CLOSERS.has(type)) depth++;
    else if (OPENERS.has(type) && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (type === '(' && tokens[at - 1]?.type === 'name') {
      const call = calledAt(tokens, at - 1);
      return call && { ...call, index, ...(keyword !== undefined && { keyword }) };
    } else if (OPENERS.has(type)) [index, keyword] = [0, undefined];
    else if (type === ',') index++;
    else if (type === 'name' && index === 0 && tokens[at + 1]?.type === '=') keyword = text;
  }
  return undefined;
}

function calledAt(tokens: readonly Token[], at: number): Pick<JinjaCall, 'kind' | 'name'> | undefined {
  let start = at;
  while (tokens[start - 1]?.type === '.' && tokens[start - 2]?.type === 'name') start -= 2;
  const name = tokens
    .slice(start, at + 1)
    .map(({ text }) => text)
    .join('');
  const sign = pluginSign(tokens, start - 1);
  if (!sign && KEYWORDS.has(name)) return undefined;
  return { kind: sign ?? 'function', name };
}
