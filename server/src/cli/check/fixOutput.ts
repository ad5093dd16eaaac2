// Prints what fixes make of texts: as a difference, or as the text itself.
import { createShownLines, ELLIPSIS, formatMessage, type Message, msg, visible } from '../../core/index.ts';
import { shownPath } from '../reporters/paths.ts';
import { unifiedDiff } from '../reporters/unifiedDiff.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';
import type { CheckCommand } from './checkArguments.ts';
import type { FixedFiles } from './fixFiles.ts';
import type { StdinFile } from './stdinFile.ts';

/** Exit code 1 where something would change, 2 where that is not known for every file. */
export function printDiff(
  { files, refused }: FixedFiles,
  { showSecrets }: NonNullable<CheckCommand['diff']>,
  { stdout, stderr, bundle, cwd, env }: CommandContext,
): ExitCode {
  const translate = (message: Message): unknown => stderr.write(`${formatMessage(message, bundle)}\n`);
  const isTerminal = stdout.isTTY === true;
  const hide = createShownLines();
  // A patch must have every byte of the lines that it is to find.
  const show = (line: string): string =>
    showSecrets ? (isTerminal ? visible(line) : line) : visible(hide(line.replace(/\r$/, '')).text);
  const options = { show, colors: isTerminal && !env.NO_COLOR };
  const shown = files.map(({ uri, before, after }) =>
    unifiedDiff(before, after, { ...options, path: shownPath(uri, cwd) }),
  );
  for (const text of shown) stdout.write(text);
  for (const problem of refused) translate(problem);
  const count = files.reduce((sum, file) => sum + file.count, 0);
  if (count > 0 || refused.length === 0)
    translate(msg('Would be fixed: {0}, in files: {1}. Nothing was written.', count, files.length));
  if (shown.some((text) => text.includes(ELLIPSIS)))
    translate(
      msg(
        'Where … stands, a value is not shown, because it may be a secret; --show-secrets gives a patch that can be applied.',
      ),
    );
  if (refused.length > 0) return 2;
  return count > 0 ? 1 : 0;
}

/** Standard input with its fixes applied; unchanged where there are none. */
export function printFixed(
  { files }: FixedFiles,
  { uri, bytes }: StdinFile,
  { stdout }: CommandContext,
): void {
  stdout.write(files.find((file) => file.uri === uri)?.after ?? bytes);
}
