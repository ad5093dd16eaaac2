// The outline of an INI inventory: its sections, each with its lines.
import { type Span, spanOf } from '../../../text/span.ts';
import type { OutlineEntry } from '../outlineEntry.ts';
import { GROUP_NAME, SECTION } from './iniSource.ts';
import { type Piece, slicePiece, splitLines, strip } from './lines.ts';
import { type PlacedText, readPythonValue } from './pythonLiteral.ts';
import { splitWords, type Word } from './shlex.ts';

type Section = NonNullable<OutlineEntry['section']>;

/** Hosts before the first section stand beside the sections. */
export function iniOutline(text: string): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  let lines = entries;
  let section: Section = 'hosts';
  for (const raw of splitLines(text)) {
    const line = strip(raw);
    if (line.text === '' || line.text.startsWith(';') || line.text.startsWith('#')) continue;
    const header = SECTION.exec(line.text);
    if (header) {
      const [, name = '', state = 'hosts'] = header;
      section = state === 'children' || state === 'hosts' ? state : 'vars';
      lines = [];
      const nameSpan = spanOf(line.start + 1, line.start + 1 + name.length);
      entries.push({ kind: 'group', name, nameSpan, span: spanOfPiece(line), section, children: lines });
    } else lines.push(...readLine(line, section));
  }
  return entries.map(withEnd);
}

const spanOfPiece = ({ text, start }: Piece): Span => ({ start, end: start + text.length });

/** A section reaches to the end of its last line. */
const withEnd = (entry: OutlineEntry): OutlineEntry => ({
  ...entry,
  span: spanOf(entry.span.start, Math.max(entry.span.end, entry.children.at(-1)?.span.end ?? 0)),
});

function readLine(line: Piece, section: Section): OutlineEntry[] {
  if (section === 'hosts') return readHost(line);
  return section === 'vars' ? readVariable(line) : readChild(line);
}

function readChild(line: Piece): OutlineEntry[] {
  const name = GROUP_NAME.exec(line.text)?.[1];
  if (name === undefined) return [];
  const span = spanOf(line.start, line.start + name.length);
  return [{ kind: 'group', name, nameSpan: span, span, isMention: true, children: [] }];
}

function readVariable(line: Piece): OutlineEntry[] {
  const equals = line.text.indexOf('=');
  if (equals < 0) return [];
  const value = strip(slicePiece(line, equals + 1));
  const offsets = Array.from({ length: value.text.length }, (_, index) => value.start + index);
  return [
    variableOf(strip(slicePiece(line, 0, equals)), { text: value.text, offsets, span: spanOfPiece(value) }),
  ];
}

function variableOf(key: Piece, source: PlacedText): OutlineEntry {
  const value = readPythonValue(source);
  const nameSpan = spanOfPiece(key);
  const span = spanOf(nameSpan.start, Math.max(nameSpan.end, source.span.end));
  const entry = { kind: 'variable', name: key.text, nameSpan, span, children: [] } as const;
  return value === 'unhashable' ? entry : { ...entry, value };
}

function readHost(line: Piece): OutlineEntry[] {
  const words = splitWords(line);
  const [host, ...assignments] = 'problem' in words ? [] : words;
  if (!host) return [];
  const span = spanOf(host.span.start, assignments.at(-1)?.span.end ?? host.span.end);
  const children = assignments.flatMap(readAssignment);
  return [{ kind: 'host', name: host.text, nameSpan: placeOf(host, 0, host.text.length), span, children }];
}

function readAssignment(word: Word): OutlineEntry[] {
  const equals = word.text.indexOf('=');
  if (equals < 0) return [];
  const key = { text: word.text.slice(0, equals), start: placeOf(word, 0, equals).start };
  const sign = word.offsets[equals] ?? word.span.end;
  const source: PlacedText = {
    text: word.text.slice(equals + 1),
    offsets: word.offsets.slice(equals + 1),
    span: spanOf(Math.min(sign + 1, word.span.end), word.span.end),
  };
  return [variableOf(key, source)];
}

/** Where a part of the word stands in the file. */
function placeOf({ offsets, span }: Word, from: number, to: number): Span {
  const start = offsets[from] ?? span.start;
  return spanOf(start, Math.max(start, (offsets[to - 1] ?? start - 1) + 1));
}
