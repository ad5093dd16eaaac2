// A safe fix takes nothing from a run: applied to inventories of other people, it leaves every host, every group and
// every variable that Ansible had before. The folders of cases are named in environment variables.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { createInventoryQueries } from '../../../server/src/core/services/inventoryQueries.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryHost, uriOf } from '../../support/memoryHost.ts';
import { createTestService } from '../../support/service.ts';

const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };

interface Case {
  readonly folder: string;
  readonly inventory: string;
}

interface Listed {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly [group: string]: unknown;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));

/** Each kind of collection says in a file of its own which of its files is the inventory. */
function casesOf(folder: string): readonly Case[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const base = join(folder, entry.name);
    if (!entry.isDirectory()) return [];
    if (existsSync(join(base, 'meta.json'))) {
      const { inv_run } = readJson<{ inv_run: string }>(join(base, 'meta.json'));
      return [{ folder: join(base, 'files'), inventory: inv_run }];
    }
    if (existsSync(join(base, 'expected.json'))) {
      const { cwd = '.', inventory } = readJson<{ cwd?: string; inventory?: string }>(
        join(base, 'expected.json'),
      );
      return inventory ? [{ folder: base, inventory: join(cwd, inventory) }] : [];
    }
    const files = join(base, 'files');
    if (!existsSync(files)) return casesOf(base);
    const names = readdirSync(files).filter((name) => /^(?:inventory|hosts)(?:\.ya?ml|\.ini)?$/.test(name));
    return names.map((inventory) => ({ folder: files, inventory }));
  });
}

const MOST_BYTES = 200_000;

/** Every small text of the case, as files in memory. */
function filesOf({ folder }: Case): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || statSync(path).size > MOST_BYTES) continue;
    files[relative(folder, path).replaceAll('\\', '/')] = readFileSync(path, 'utf8');
  }
  return files;
}

async function listOf(files: Readonly<Record<string, string>>, inventory: string): Promise<Listed> {
  const request = { sources: [uriOf(inventory)] };
  const { text } = await createInventoryQueries(createMemoryHost(files)).list(request);
  return text === undefined ? { _meta: { hostvars: {} } } : JSON.parse(text);
}

/** What was there before and is gone. A variable with another name counts as there. */
function lost(before: Listed, after: Listed): readonly string[] {
  const [hosts, left] = [before._meta.hostvars, after._meta.hostvars];
  const groups = Object.keys(before).length - Object.keys(after).length;
  return [
    ...(groups > 0 ? [`${groups} groups`] : []),
    ...Object.entries(hosts).flatMap(([name, variables]) => {
      const now = left[name];
      if (!now) return [`host ${name}`];
      const fewer = Object.keys(variables).length - Object.keys(now).length;
      return fewer > 0 ? [`${fewer} variables of ${name}`] : [];
    }),
  ];
}

/** Names that were no names: two hosts in one key, a variable and its value in one word. */
const MISREAD = /^inventory-host-without-colon$/;

const folders = ['K3S_INVENTORY_CORPUS', 'K3S_INVENTORY_FIELD', 'K3S_INVENTORY_REHEARSAL'].flatMap((name) => {
  const folder = process.env[name];
  return folder && existsSync(folder) ? [folder] : [];
});

it.skipIf(folders.length === 0)('a safe fix leaves all that was there', { timeout: 600_000 }, async () => {
  const losses: string[] = [];
  let count = 0;
  for (const each of folders.flatMap(casesOf)) {
    const files = filesOf(each);
    const before = await listOf(files, each.inventory);
    for (const path of Object.keys(files)) {
      const service = createTestService(createMemoryHost(files));
      for (const offer of await service.offerFixes(uriOf(path), EVERYWHERE, {})) {
        if (offer.request || offer.safety !== 'safe') continue;
        const outcome = await service.applyFix(uriOf(path), offer.reference, {});
        if ('refused' in outcome) continue;
        count++;
        const text = applyRangeEdits(files[path] ?? '', outcome.edits);
        const gone = lost(before, await listOf({ ...files, [path]: text }, each.inventory));
        if (gone.length > 0 && !MISREAD.test(offer.ruleId))
          losses.push(`${each.folder} ${path} ${offer.ruleId} “${offer.title}”: ${gone.join(', ')}`);
      }
    }
  }
  process.stdout.write(`${count} safe fixes applied\n`);
  expect(losses).toEqual([]);
});
