// Lines of an INI inventory that Ansible refuses, and what they were most likely meant as.
import type { StructureProblem } from '../../ansible/model/model.ts';
import { isOddAddress } from '../../k3s/addresses/address.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf, type SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { insert, type LineAtProblem, lineAtProblem } from './lineAtProblem.ts';
import { type Attempt, guess, repairRange } from './repairAttempt.ts';
import { sectionLike } from './skippedKeys.ts';

/** Repairs to be tried for one problem, the likeliest first. */
export function* iniAttempts(
  source: SourceText,
  { code, span, subject }: StructureProblem,
): Generator<Attempt> {
  const problem = lineAtProblem(source, span);
  if (code === 'group-undefined') yield declareGroup(source, subject);
  if (code === 'group-loop') yield removeLine(problem);
  if (code === 'range-invalid') {
    yield* closeSection(problem);
    yield* repairRange(span.start, source.slice(span.start, span.end));
  }
  if (code !== 'ini-syntax') return;
  yield* repairSection(problem);
  const section = sectionAbove(problem);
  if (section === 'vars') yield* repairVariable(problem);
  else if (section === 'children') yield* repairNames(problem);
  else yield* repairHost(problem);
}

/** What the lines below the nearest header are. */
function sectionAbove({ source, number }: LineAtProblem): string {
  const above = source.slice(0, source.pieces.lineStart(number));
  const header = [...above.matchAll(/^[ \t]*\[[^:\]\s]+(?::(\w+))?\]/gm)].at(-1);
  return header?.[1] ?? 'hosts';
}

function* repairSection(problem: LineAtProblem): Generator<Attempt> {
  const { line, text } = problem;
  const header = /^(\s*\[[^:\]\s]+:)(\w+)\]/.exec(text);
  const [, before = '', kind = ''] = header ?? [];
  const meant = sectionLike(kind);
  if (header && meant !== undefined && kind !== meant) {
    const start = line.start + before.length;
    yield guess(msg('Write “{0}”', meant), [{ span: spanOf(start, start + kind.length), newText: meant }]);
  }
  yield* closeSection(problem);
}

function* closeSection({ text, content }: LineAtProblem): Generator<Attempt> {
  if (/^\s*\[[^\]\s]+\s*(?:#|$)/.test(text))
    yield guess(msg('Add the missing “{0}”', ']'), insert(content.end, ']'));
}

const EQUALS = msg('Write it as “key=value”');

function* repairVariable({ line, text, content }: LineAtProblem): Generator<Attempt> {
  const [all, before = ''] = /^(\s*[A-Za-z_]\w*)(?:\s*:\s*|\s+)(?=\S)/.exec(text) ?? [];
  if (all !== undefined)
    yield guess(EQUALS, [
      { span: spanOf(line.start + before.length, line.start + all.length), newText: '=' },
    ]);
  yield* dashes(text, content);
}

function* repairNames({ source, text, content, line }: LineAtProblem): Generator<Attempt> {
  const written = text.slice(content.start - line.start, content.end - line.start);
  if (/^[\w.-]+:$/.test(written))
    yield guess(msg('Remove the colon'), [{ span: spanOf(content.end - 1, content.end), newText: '' }]);
  yield* separateLines(source, { start: content.start, end: content.end }, written);
}

/** The name, and words that are no `key=value`. */
function* repairHost(problem: LineAtProblem): Generator<Attempt> {
  const { line, text, content } = problem;
  const written = text.slice(content.start - line.start, content.end - line.start);
  yield* repairNames(problem);
  const repaired = [
    [EQUALS, written.replace(/(\s[A-Za-z_]\w*):\s*(?=\S)/g, '$1=')],
    [msg('Remove the blanks around “=”'), written.replace(/(\s[A-Za-z_]\w*)\s*=\s*(?=\S)/g, '$1=')],
    [msg('Put the value in quotes'), quoteValues(written)],
    [msg('Close the quote at the end of the line'), closeQuote(written)],
    [msg('Write it as “ansible_host”'), nameAddress(written)],
  ] as const satisfies readonly (readonly [Message, string])[];
  for (const [title, newText] of repaired)
    if (newText !== written) yield guess(title, [{ span: spanOf(content.start, content.end), newText }]);
  yield* dashes(text, content);
}

/** `note=my server` */
const quoteValues = (written: string): string =>
  written.replace(
    /(\s[A-Za-z_]\w*=)([^\s="'#]+(?:\s+[^\s="'#]+)+)(?=\s+[A-Za-z_]\w*=|$)/g,
    (_, name: string, value: string) => `${name}"${value}"`,
  );

function closeQuote(written: string): string {
  const open = /^(?:[^"']|"[^"]*"|'[^']*')*(["'])[^"']*$/.exec(written)?.[1];
  return open === undefined ? written : written + open;
}

/** `node1 10.0.0.1` */
const nameAddress = (written: string): string =>
  written.replace(/^(\S+\s+)(\d[\w.:]*)(?=\s|$)/, (all, before: string, address: string) =>
    isOddAddress(address) ? all : `${before}ansible_host=${address}`,
  );

const NAME = /^[A-Za-z][\w.-]*$/;

/** Several names in one line, with or without commas. */
function* separateLines(
  source: SourceText,
  span: { readonly start: number; readonly end: number },
  written: string,
): Generator<Attempt> {
  const names = written.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length > 1 && names.every((name) => NAME.test(name)))
    yield guess(msg('Put every name on a line of its own'), [
      { span, newText: names.join(lineBreakOf(source)) },
    ]);
}

/** The beginning of a YAML file. */
function* dashes(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Generator<Attempt> {
  if (text.trim() === '---') yield guess(msg('Remove the line'), [{ span: spanOf(start, end), newText: '' }]);
}

const removeLine = ({ line, number, source }: LineAtProblem): Attempt =>
  guess(msg('Remove the line'), [
    { span: spanOf(line.start, source.pieces.lineStart(number + 1) ?? source.pieces.length), newText: '' },
  ]);

/** A group that nothing declares. */
const declareGroup = (source: SourceText, name: string): Attempt => {
  const [text, line] = [source.text, lineBreakOf(source)];
  const gap = text === '' || /\n[ \t]*\r?\n$/.test(text) ? '' : text.endsWith('\n') ? line : line + line;
  return guess(msg('Declare the group: [{0}]', name), insert(text.length, `${gap}[${name}]${line}`));
};
