// `k3s-inventory migrate`: an inventory of another project as one of k3s-ansible, shown, or written into a new folder.
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  createInventoryQueries,
  createSnapshot,
  formatMessage,
  type Message,
  type MigrationAnswer,
  migrateInventory,
  msg,
} from '../../core/index.ts';
import { createListingCache } from '../../node/stillDisk.ts';
import type { MigrateCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { makeFolder, writeOutput } from '../outputFile.ts';
import { jsonDocument } from '../reporters/jsonDocument.ts';
import { migrationDiff, prettyMigration } from '../reporters/migration.ts';
import { warnOfUnknownTarget, withTarget } from '../targetHost.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

/** Exit code 1 where the user has to see to something, or the new inventory has errors. */
export async function migrate(command: MigrateCommand, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const { inventory, format, output, showSecrets } = command;
  const folder = output === undefined ? undefined : await emptyFolder(resolve(cwd, output));
  const fileSystem = createSnapshot(withTarget(createListingCache(), inventory.targetCore));
  warnOfUnknownTarget(inventory.targetCore, context);
  const request = await requestOf(inventory, createInventoryQueries(fileSystem, bundle), cwd);
  const answer = await migrateInventory(fileSystem, request, { bundle });
  const print = (message: Message): unknown => stderr.write(`${formatMessage(message, bundle)}\n`);
  if (!answer || 'refused' in answer) {
    if (answer) stderr.write(`${answer.refused}\n`);
    else print(msg('There is no inventory.'));
    return 2;
  }
  if (folder !== undefined) await writeFiles(answer, folder);
  if (format === 'json') stdout.write(jsonDocument(withoutTexts(answer)));
  else {
    stdout.write(prettyMigration(answer, bundle, cwd));
    if (folder === undefined) stdout.write(migrationDiff(answer, { showSecrets, context }));
  }
  if (folder === undefined)
    print(msg('Nothing was written; --output DIR writes the new files into a new folder.'));
  else
    print(
      msg('{0} files were written into {1}; those of before are as they were.', answer.files.length, folder),
    );
  return answer.findings.length > 0 || answer.notes.some(({ kind }) => kind === 'by-hand') ? 1 : 0;
}

/** Nothing of the user's is overwritten. */
async function emptyFolder(folder: string): Promise<string> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : [error],
  );
  if (there.length > 0) throw new UsageError(msg('{0}: the folder is not empty.', folder));
  return folder;
}

async function writeFiles({ files }: MigrationAnswer, folder: string): Promise<void> {
  for (const { path, text } of files) {
    const target = join(folder, ...path.split('/'));
    await makeFolder(dirname(target));
    await writeOutput(target, text);
  }
}

/** The texts hold secrets; they are written, and not printed. */
const withoutTexts = ({ files, ...answer }: MigrationAnswer) => ({
  ...answer,
  files: files.map(({ from, path }) => ({ from, path })),
});
