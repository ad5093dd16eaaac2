// Prints notices about the files that were read, beside the answer itself.
import type { Notice } from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import { printedPath } from './paths.ts';

/** On the error stream, so that standard output holds the answer only. */
export const reportNotices = (notices: readonly Notice[], { stderr, cwd }: CommandContext): void =>
  void stderr.write(noticeLines(notices, cwd));

/** Each notice once. */
export function noticeLines(notices: readonly Notice[], cwd: string): string {
  const lines = notices.map(({ uri, start, message }) => {
    const place = start ? `:${start.line + 1}:${start.column + 1}` : '';
    return `${printedPath(uri, cwd)}${place}: ${message}\n`;
  });
  return [...new Set(lines)].join('');
}
