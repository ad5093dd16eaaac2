// Where the inventories of a run lie: a folder of its own, as what else lies in the system's would count as around them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Removes all of it at the end: a worker that is ended removes nothing. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-tests-'));
  // Windows goes by the last two.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
