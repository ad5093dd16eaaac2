// Turns the arguments of `list`, `explain` and others into a request to the core.
import { resolve } from 'node:path';
import { type InventoryQueries, type InventoryRequest, msg } from '../core/index.ts';
import { fileUri } from '../node/diskFileSystem.ts';
import { files } from '../node/fileCalls.ts';
import type { InventoryArguments } from './arguments.ts';
import { UsageError } from './usageError.ts';

/** Without `-i`, the inventory is the one that the ansible.cfg found from `cwd` names. */
export async function requestOf(
  { paths, playbookDir }: InventoryArguments,
  queries: InventoryQueries,
  cwd: string,
): Promise<InventoryRequest> {
  const sources: string[] = [];
  // One after the other, so that of several that are not there, the first is named.
  for (const path of paths) sources.push(await existingUri(path, cwd));
  const declared = sources.length > 0 ? sources : await queries.declaredSources(fileUri(cwd));
  if (declared.length === 0)
    throw new UsageError(msg('There is no inventory: give one with -i, or name one in ansible.cfg.'));
  return {
    sources: declared,
    ...(playbookDir !== undefined && { playbookFolders: [await existingUri(playbookDir, cwd)] }),
  };
}

/** The URI of a path as typed, which must exist. */
export async function existingUri(path: string, cwd: string): Promise<string> {
  const full = resolve(cwd, path);
  const isThere = await files.stat(full).then(
    () => true,
    () => false,
  );
  if (!isThere) throw new UsageError(msg('{0}: no such file or folder.', path));
  return fileUri(full);
}
