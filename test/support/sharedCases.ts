// Where inventories of other people lie that are no part of the project: named by an environment variable, or in the
// folder `shared` beside the project.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const BESIDE = resolve(import.meta.dirname, '../../../shared');

export type Collection = 'corpus' | 'field' | 'rehearsal';

/** The folder of a collection; a word about what does not run where there is none. */
export function sharedFolder(collection: Collection): string | undefined {
  const variable = `K3S_INVENTORY_${collection.toUpperCase()}`;
  const folder = process.env[variable] ?? join(BESIDE, collection);
  if (existsSync(folder)) return folder;
  process.stdout.write(`no ${folder}, and ${variable} names no other: tests over it are skipped\n`);
  return undefined;
}

export interface ExpectedFinding {
  readonly file: string;
  readonly line: number | null;
  readonly severity: 'ERROR' | 'WARN' | 'INFO';
  readonly message: string;
}

export interface SharedCase {
  readonly name: string;
  readonly folder: string;
  /** What `-i` gets, from `folder`. */
  readonly inventory: string;
  /** The other files of its folder have nothing to do with it. */
  readonly isAlone?: true;
}

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));

/** Each kind of collection says in a file of its own which of its files is the inventory. */
export function casesOf(folder: string): readonly SharedCase[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const base = join(folder, entry.name);
    if (!entry.isDirectory()) return [];
    const { name } = entry;
    if (existsSync(join(base, 'meta.json'))) {
      const { inv_run } = readJson<{ inv_run: string }>(join(base, 'meta.json'));
      return [{ name, folder: join(base, 'files'), inventory: inv_run }];
    }
    if (existsSync(join(base, 'expected.json'))) {
      const { cwd = '.', inventory } = readJson<{ cwd?: string; inventory?: string }>(
        join(base, 'expected.json'),
      );
      return inventory ? [{ name, folder: base, inventory: join(cwd, inventory) }] : [];
    }
    if (existsSync(join(base, 'case.json'))) {
      const { inv } = readJson<{ inv?: string }>(join(base, 'case.json'));
      return inv ? [{ name, folder: join(base, 'files'), inventory: inv }] : [];
    }
    return existsSync(join(base, 'index.json')) ? looseCases(base) : casesOf(base);
  });
}

/** A folder of inventories that its index lists: files alone, and folders. */
const looseCases = (folder: string): readonly SharedCase[] =>
  readJson<{ id: string; path: string }[]>(join(folder, 'index.json')).map(({ id, path }) => {
    const [first = '', ...rest] = path.split('/');
    const name = `case ${id}`;
    return rest.length > 0
      ? { name, folder: join(folder, first), inventory: rest.join('/') }
      : { name, folder, inventory: path, isAlone: true };
  });

const MOST_BYTES = 200_000;

/** Every small text of a case, as files in memory, but for what says how the case is judged. */
export function filesOf({ folder, inventory, isAlone }: SharedCase): Readonly<Record<string, string>> {
  if (isAlone) return { [inventory]: readFileSync(join(folder, inventory), 'utf8') };
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name === 'expected.json' || statSync(path).size > MOST_BYTES) continue;
    files[relative(folder, path).replaceAll('\\', '/')] = readFileSync(path, 'utf8');
  }
  return files;
}
