import type { Remark } from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import { shownPath } from './json.ts';

/** On the error stream, so that the answer itself stays what was asked for. Each remark once. */
export function reportRemarks(remarks: readonly Remark[], { stderr, cwd }: CommandContext): void {
  const lines = remarks.map(({ uri, start, message }) => {
    const place = start ? `:${start.line + 1}:${start.column + 1}` : '';
    return `${shownPath(uri, cwd)}${place}: ${message}\n`;
  });
  for (const line of new Set(lines)) stderr.write(line);
}
