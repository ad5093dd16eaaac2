import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileUri } from '../node/diskHost.ts';

const SKIPPED = new Set([
  'node_modules',
  'roles',
  'collections',
  'venv',
  'group_vars',
  'host_vars',
  '__pycache__',
]);

/** Files under `folder` that may be inventories; whether they are is decided by their content. Sorted. */
export async function findInventories(
  folder: string,
  onUnreadable: (folder: string, code: string) => void,
): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const current = next;
    const entries = await readdir(current, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      onUnreadable(current, error.code ?? error.message);
      return [];
    });
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(join(current, entry.name));
      if (entry.isFile() && /\.(ya?ml|json|ini)$|^[^.]+$/.test(entry.name))
        found.push(fileUri(join(current, entry.name)));
    }
  }
  return found.sort();
}
