// Opens the disk for commands that answer questions about one inventory.
import { createSnapshot, type FileSystem } from '../core/index.ts';
import { createListingCache } from '../node/stillDisk.ts';
import type { InventoryArguments } from './arguments.ts';
import { warnOfUnknownTarget, withTarget } from './targetHost.ts';
import type { CommandContext } from './terminal.ts';
import { closedNote, readingKeys, withPasswords } from './vaultReading.ts';

/** For one command: with the ansible-core that the user names, and with files opened by the passwords that are given. */
export async function openDisk(
  { targetCore, passwords }: InventoryArguments,
  context: CommandContext,
  disk: FileSystem = createListingCache(),
): Promise<FileSystem> {
  warnOfUnknownTarget(targetCore, context);
  const noted = new Set<string>();
  const opened = withPasswords(disk, await readingKeys(passwords, context), (uri, result) => {
    if (!noted.has(uri)) context.stderr.write(closedNote(uri, result, context));
    noted.add(uri);
  });
  return createSnapshot(withTarget(opened, targetCore));
}
