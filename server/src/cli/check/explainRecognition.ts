// `check --explain-recognition`: for which project an inventory is taken, and why.
import type { ExplainedRecognition } from '../../core/index.ts';
import { printedPath } from '../reporters/paths.ts';
import type { CommandContext } from '../terminal.ts';

/** One paragraph per inventory: its sources, then the lines of the core, indented. */
export function printRecognition(
  explained: readonly ExplainedRecognition[],
  { stdout, cwd }: Pick<CommandContext, 'stdout' | 'cwd'>,
): void {
  for (const { sources, lines } of explained) {
    stdout.write(`${sources.map((uri) => printedPath(uri, cwd)).join(', ')}\n`);
    for (const line of lines) stdout.write(`  ${line}\n`);
  }
}
