// Real inventories with what Ansible says of them, kept outside this repository: their place is given by
// sharedCases.ts.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sharedFolder } from './sharedCases.ts';

export interface CorpusInventory {
  readonly name: string;
  /** Absolute path for `-i`. */
  readonly path: string;
  /** The folder from which the recorded command was run, then that of the playbook where it is another. */
  readonly basedirs: readonly string[];
  /** What `ansible-inventory --list` printed; absent where it was not recorded. */
  readonly list?: string;
  /** Recorded without the files that are encrypted as a whole. */
  readonly withoutVault?: boolean;
}

export const corpusFolder = (): string | undefined => sharedFolder('corpus');

export function readCorpus(folder: string): readonly CorpusInventory[] {
  return readdirSync(`${folder}/inventories`).map((name) => {
    const base = `${folder}/inventories/${name}`;
    const meta = JSON.parse(readFileSync(`${base}/meta.json`, 'utf8')) as {
      inv_run: string;
      playbook_dir: string | null;
    };
    const place = {
      name,
      path: `${base}/files/${meta.inv_run}`,
      basedirs: [
        `${base}/files`,
        ...(meta.playbook_dir && meta.playbook_dir !== '.' ? [`${base}/files/${meta.playbook_dir}`] : []),
      ],
    };
    for (const [file, withoutVault] of [
      ['ansible-inventory.list.json', false],
      ['ansible-inventory.novault.list.json', true],
    ] as const) {
      if (existsSync(`${base}/${file}`))
        return { ...place, list: readFileSync(`${base}/${file}`, 'utf8'), withoutVault };
    }
    return place;
  });
}

/** The small inventories rebuilt from issues; nothing is recorded of them. */
export function readCorpusCases(folder: string): readonly CorpusInventory[] {
  const cases = JSON.parse(readFileSync(`${folder}/cases/index.json`, 'utf8')) as {
    path: string;
    name: string;
  }[];
  return cases.map(({ path, name }) => ({ name, path: `${folder}/cases/${path}`, basedirs: [folder] }));
}
