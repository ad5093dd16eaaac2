// How far anchors, aliases, tags and directives reach, after libyaml 0.2.5 (scanner.c).

import { isBlankOrEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { SYNTAX_WORDS, slipAt } from './slip.ts';

const NAME = /[&*][\w-]+/y;

/** Moves the cursor behind the name. */
export function scanAnchor(cursor: Cursor): void {
  const { text, at } = cursor;
  NAME.lastIndex = at;
  cursor.at = NAME.test(text) ? NAME.lastIndex : at;
  const next = cursor.code();
  if (cursor.at > at && (isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) return;
  throw slipAt(text, at, SYNTAX_WORDS.name);
}

const VERBATIM = /!<(?:[\w\-;/?:@&=+$.!~*'(),[\]]|%[\da-fA-F]{2})+>/y;
const HANDLE = /![\w-]*!/y;
const SUFFIX = /(?:[\w\-;/?:@&=+$.!~*'()]|%[\da-fA-F]{2})*/y;

/** Moves the cursor behind the tag. */
export function scanTag(cursor: Cursor, inFlow: boolean): void {
  const { text, at } = cursor;
  cursor.at = behindTag(text, at) ?? at;
  const next = cursor.code();
  const isEnd = isBlankOrEnd(next) || (inFlow && next === 44);
  if (cursor.at === at || !isEnd) throw slipAt(text, at, 'a tag that cannot be read');
}

function behindTag(text: string, at: number): number | undefined {
  if (text.startsWith('!<', at)) {
    VERBATIM.lastIndex = at;
    return VERBATIM.test(text) ? VERBATIM.lastIndex : undefined;
  }
  HANDLE.lastIndex = at;
  const hasHandle = HANDLE.test(text);
  const from = hasHandle ? HANDLE.lastIndex : at + 1;
  SUFFIX.lastIndex = from;
  SUFFIX.test(text);
  return hasHandle && SUFFIX.lastIndex === from ? undefined : SUFFIX.lastIndex;
}

const DIRECTIVE =
  /%(?:YAML[ \t]+\d{1,9}\.\d{1,9}|TAG[ \t]+!(?:[\w-]*!)?[ \t]+(?:[\w\-;/?:@&=+$.!~*'(),[\]]|%[\da-fA-F]{2})+(?=[ \t\r\n\x85\u2028\u2029]|$))[ \t]*/y;

/** Moves the cursor behind the directive. A directive that is wrong is reported with the document, not here. */
export function scanDirective(cursor: Cursor): string {
  const { text, at } = cursor;
  DIRECTIVE.lastIndex = at;
  const [directive] = DIRECTIVE.exec(text) ?? [];
  cursor.at = at + (directive?.length ?? 0);
  const next = cursor.code();
  if (directive === undefined || !(next === 35 || isBlankOrEnd(next)))
    throw slipAt(text, at, 'not a directive of YAML 1.1');
  return directive.trimEnd();
}
