// The line a finding is in, with a mark under its place. Values that may be secrets are not shown.

import {
  createShownLines,
  type Diagnosis,
  ELLIPSIS,
  type FileRange,
  type FileSystem,
  visible,
} from '../../../core/index.ts';
import type { FixChange } from './fixChanges.ts';

/** Plain data, so that a worker can make it. */
export interface CodeFrame {
  readonly line: string;
  /** In columns of a terminal. */
  readonly start: number;
  readonly width: number;
}

/** A place with the line it is in; without it where that cannot be shown. */
type Framed<Place extends FileRange> = Place & { readonly frame?: CodeFrame };

/** A finding with what only some formats show of it. */
export interface FramedDiagnosis extends Framed<Omit<Diagnosis, 'related'>> {
  readonly related: readonly Framed<Diagnosis['related'][number]>[];
  readonly changes?: readonly FixChange[];
}

export type Framer = (diagnoses: readonly Diagnosis[]) => Promise<readonly FramedDiagnosis[]>;

/** Each file is read once for all findings of a call. */
export function createFramer(fileSystem: Pick<FileSystem, 'readFile'>): Framer {
  const show = createShownLines();
  return async (diagnoses) => {
    const lines = new Map<string, readonly string[]>();
    async function framedAt<Place extends FileRange>(place: Place): Promise<Framed<Place>> {
      const known = lines.get(place.uri) ?? (await linesOf(fileSystem, place.uri));
      lines.set(place.uri, known);
      const line = known[place.start.line];
      const frame = line === undefined ? undefined : frameOf(line, place, show);
      return { ...place, ...(frame && { frame }) };
    }
    const framed: FramedDiagnosis[] = [];
    for (const diagnosis of diagnoses) {
      const related: FramedDiagnosis['related'][number][] = [];
      for (const place of diagnosis.related) related.push(await framedAt(place));
      framed.push({ ...(await framedAt(diagnosis)), related });
    }
    return framed;
  };
}

async function linesOf(fileSystem: Pick<FileSystem, 'readFile'>, uri: string): Promise<readonly string[]> {
  const content = await fileSystem.readFile(uri);
  return content && 'text' in content ? content.text.split(/\r\n|\r|\n/) : [];
}

function frameOf(
  line: string,
  { start, end }: Pick<Diagnosis, 'start' | 'end'>,
  show: ReturnType<typeof createShownLines>,
): CodeFrame | undefined {
  const shown = show(line);
  if (shown.text.replaceAll(/[\s-]/g, '') === '' || shown.text.trimStart().startsWith(ELLIPSIS))
    return undefined;
  const from = shown.columnOf(start.column);
  const to = end.line > start.line ? shown.text.length : shown.columnOf(end.column);
  const before = widthOf(shown.text.slice(0, from));
  return {
    line: visible(shown.text),
    start: before,
    width: Math.max(1, widthOf(shown.text.slice(0, to)) - before),
  };
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How many columns of a terminal the text takes, as it is printed. */
const widthOf = (text: string): number =>
  [...visible(text)].reduce((width, sign) => width + (/\p{M}/u.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1), 0);

interface FrameStyle {
  /** What stands before both lines. */
  readonly indent: string;
  readonly dim: (text: string) => string;
  readonly mark: (text: string) => string;
}

/** Two lines: the text with its number, and the mark. */
export function printedFrame(
  { line, start, width }: CodeFrame,
  number: number,
  { indent, dim, mark }: FrameStyle,
): string {
  const gutter = String(number);
  const empty = ' '.repeat(gutter.length);
  return [
    `${indent}${dim(`${gutter} |`)} ${line}\n`,
    `${indent}${dim(`${empty} |`)} ${' '.repeat(start)}${mark('^'.repeat(width))}\n`,
  ].join('');
}
