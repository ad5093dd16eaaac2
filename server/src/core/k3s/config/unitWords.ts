// How systemd reads arguments that a role writes into a unit as they are (k3s-ansible up to 1.1.1), and every ExecStart.
// Read from systemd: `config_parse` for lines, `config_parse_exec` and `extract_first_word` for words,
// `specifier_printf` for `%`, `replace_env_argv` for `$`.

import { CHARACTER_ESCAPES } from '../../text/characterEscapes.ts';
import { ownValue } from '../../text/ownValue.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { UNKNOWN } from './maskJinja.ts';

/** One word of a command line, with its place in the text. */
export interface Word {
  /** Without its quotes. */
  readonly text: string;
  readonly span: Span;
  /** What stands between quotes of each kind, where the installer's shell reads it. */
  readonly inDouble: string;
  readonly inSingle: string;
  /** A quote in it has no end. */
  readonly isOpen: boolean;
}

/** The command that systemd runs, and what it makes of the rest of the text. */
export interface UnitReading {
  readonly words: readonly Word[];
  /** A `;` that stands alone, and what follows it: systemd takes that for another command, and refuses the unit. */
  readonly second?: Span;
  /** Lines that belong to no command any more, because the line above does not end in a backslash. */
  readonly lost?: Span;
}

interface Character {
  readonly text: string;
  readonly at: number;
}

/** Where the arguments stand in their unit. */
export interface UnitPlace {
  /** On a line of their own, behind a backslash; or behind other words. */
  readonly isOwnLine: boolean;
  /** A blank follows them. */
  readonly hasBlankBehind: boolean;
}

/**
 * The words as systemd splits them. Unlike a shell, it ends the command at a line without a backslash, and takes a
 * lone `;` for the start of another one.
 */
export function readUnitWords(text: string, place: UnitPlace): UnitReading {
  const { command, end } = commandOf(text, place);
  const lost = lostIn(text, end);
  const words: Word[] = [];
  for (let index = nextWord(command, 0); index < command.length; ) {
    if (command[index]?.text === ';' && isBlank(command[index + 1])) {
      const rest = nextWord(command, index + 1);
      const isLast = rest >= command.length;
      const second = spanOf(command[index]?.at ?? 0, (command.at(-1)?.at ?? 0) + 1);
      return { words, ...(!isLast && { second }), ...(lost && { lost }) };
    }
    const [word, next] = wordAt(command, index);
    words.push(word);
    index = nextWord(command, next);
  }
  return { words, ...(lost && { lost }) };
}

/** The characters of the logical line, and where the text behind it begins. */
function commandOf(
  text: string,
  { isOwnLine, hasBlankBehind }: UnitPlace,
): { readonly command: readonly Character[]; readonly end: number } {
  const command: Character[] = [];
  let isFirst = !isOwnLine;
  for (const { content, from, end, isLast } of linesOf(text)) {
    const isComment = !isFirst && /^\s*[#;]/.test(content);
    isFirst = false;
    if (isComment) continue;
    for (let at = 0; at < content.length; at++) command.push({ text: content[at] ?? '', at: from + at });
    if (!endsInBackslash(command) || (isLast && hasBlankBehind)) return { command, end };
    command.push({ at: command.pop()?.at ?? 0, text: ' ' });
  }
  return { command, end: text.length };
}

interface Line {
  readonly content: string;
  readonly from: number;
  /** Behind its break. */
  readonly end: number;
  readonly isLast: boolean;
}

function* linesOf(text: string): Generator<Line, void, undefined> {
  let from = 0;
  for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\n|\r/g)) {
    const end = index + lineBreak.length;
    yield { content: text.slice(from, index), from, end, isLast: false };
    from = end;
  }
  yield { content: text.slice(from), from, end: text.length, isLast: true };
}

function endsInBackslash(command: readonly Character[]): boolean {
  let count = 0;
  while (command.at(-1 - count)?.text === '\\') count++;
  return count % 2 === 1;
}

/** Blank lines and comments lose nothing. */
function lostIn(text: string, behind: number): Span | undefined {
  const lines = [...linesOf(text)].filter(
    ({ content, from }) => from >= behind && !/^\s*(?:[#;]|$)/.test(content),
  );
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return undefined;
  const indent = first.content.length - first.content.trimStart().length;
  return spanOf(first.from + indent, last.from + last.content.trimEnd().length);
}

const isBlank = (character: Character | undefined): boolean => !character || /\s/.test(character.text);

function nextWord(command: readonly Character[], from: number): number {
  let index = from;
  while (index < command.length && isBlank(command[index])) index++;
  return index;
}

/**
 * The word at a place and the index behind it. Quotes may stand in the middle of a word, and a backslash escapes in
 * and outside of them.
 */
function wordAt(command: readonly Character[], from: number): readonly [Word, number] {
  let [text, quote, index] = ['', '', from];
  if (command[from]?.text === '\\' && command[from + 1]?.text === ';' && isBlank(command[from + 2]))
    return [wordOf(';', command, from, from + 2, false), from + 2];
  while (index < command.length) {
    const { text: one } = command[index] ?? { text: '' };
    if (quote === '' && /\s/.test(one)) break;
    index++;
    if (one === '\\') {
      const [read, length] = escaped(command, index);
      text += read;
      index += length;
    } else if (one === quote) quote = '';
    else if (quote === '' && /["']/.test(one)) quote = one;
    else text += one;
  }
  return [wordOf(expanded(text), command, from, index, quote !== ''), index];
}

function wordOf(
  text: string,
  command: readonly Character[],
  from: number,
  to: number,
  isOpen: boolean,
): Word {
  const span = spanOf(command[from]?.at ?? 0, (command[to - 1]?.at ?? 0) + 1);
  return { text, span, inDouble: '', inSingle: '', isOpen };
}

const SIMPLE: Readonly<Record<string, string>> = { ...CHARACTER_ESCAPES, s: ' ' };

/** What a backslash and the characters behind it become; with one that means nothing, both stay. */
function escaped(command: readonly Character[], from: number): readonly [string, number] {
  const rest = command
    .slice(from, from + 9)
    .map(({ text }) => text)
    .join('');
  const simple = ownValue(SIMPLE, rest.slice(0, 1));
  if (simple !== undefined) return [simple, 1];
  const match = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2}))/.exec(rest);
  const [all = '', two, four, eight, octal] = match ?? [];
  const number = octal ? Number.parseInt(octal, 8) : Number.parseInt(two ?? four ?? eight ?? '', 16);
  if (!(number > 0 && number <= 0x10_ffff)) return [`\\${rest.slice(0, 1)}`, Math.min(1, rest.length)];
  return [String.fromCodePoint(number), all.length];
}

/** What `%` and `$` stand for is known on the node only. */
const expanded = (text: string): string => {
  const filled = text.replace(/%([%A-Za-z])/g, (_, letter: string) => (letter === '%' ? '%' : UNKNOWN));
  if (/^\$[^{$]/.test(filled)) return UNKNOWN;
  return filled.replace(/\$(?:\$|\{[^}]*\})/g, (part) => (part === '$$' ? '$' : UNKNOWN));
};
