// What is said about the files that were read, beside the answer itself.
import type { Remark } from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import { printedPath } from './paths.ts';

/** On the error stream, so that the answer itself stays what was asked for. */
export const reportRemarks = (remarks: readonly Remark[], { stderr, cwd }: CommandContext): void =>
  void stderr.write(remarkLines(remarks, cwd));

/** Each remark once. */
export function remarkLines(remarks: readonly Remark[], cwd: string): string {
  const lines = remarks.map(({ uri, start, message }) => {
    const place = start ? `:${start.line + 1}:${start.column + 1}` : '';
    return `${printedPath(uri, cwd)}${place}: ${message}\n`;
  });
  return [...new Set(lines)].join('');
}
