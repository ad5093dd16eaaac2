// A safe fix changes what its finding is about and nothing else: applied to inventories of other people, all that is another in
// `list` afterwards, be it a host, a group or a variable, is named in the lines that the fix has touched.
import { expect, it } from 'vitest';
import type { OfferedAction, RangeEdit } from '../../../server/src/core/index.ts';
import { createInventoryQueries } from '../../../server/src/core/services/inventoryQueries.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';
import {
  type Collection,
  casesOf,
  filesOf,
  type SharedCase,
  sharedFolder,
} from '../../support/sharedCases.ts';

const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };

type Files = Readonly<Record<string, string>>;

interface Listed {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly [group: string]: unknown;
}

async function listOf(files: Files, inventory: string): Promise<Listed> {
  const request = { sources: [uriOf(inventory)] };
  const { text } = await createInventoryQueries(createMemoryFileSystem(files)).list(request);
  return text === undefined ? { _meta: { hostvars: {} } } : JSON.parse(text);
}

type Facts = ReadonlyMap<string, readonly string[]>;

/** Every fact of the list as a line, with the names it is about: for a host that is not `known`, also its own. */
function factsOf(listed: Listed, known: Listed): Facts {
  const facts = new Map<string, readonly string[]>();
  for (const [host, variables] of Object.entries(listed._meta.hostvars))
    for (const [name, value] of Object.entries(variables))
      facts.set(
        `${host}: ${name} = ${JSON.stringify(value)}`,
        known._meta.hostvars[host] ? [name] : [name, host],
      );
  for (const [group, members] of Object.entries(listed)) {
    if (group === '_meta') continue;
    const { hosts = [], children = [] } = members as { hosts?: string[]; children?: string[] };
    for (const host of hosts) facts.set(`${group} has host ${host}`, [group, host]);
    for (const child of children) facts.set(`${group} has group ${child}`, [group, child]);
  }
  return facts;
}

/** The lines that the edits touch, as they were and as they are. */
function touched(before: string, after: string, edits: readonly RangeEdit[]): string {
  const old = before.split('\n');
  const grown = after.split('\n').length - old.length;
  const first = Math.min(...edits.map(({ start }) => start.line));
  const last = Math.max(...edits.map(({ end }) => end.line));
  return [...old.slice(first, last + 1), ...after.split('\n').slice(first, last + grown + 1)].join('\n');
}

/** What is another although no touched line names it. */
function strange(before: Listed, after: Listed, lines: string): readonly string[] {
  const [was, is] = [factsOf(before, after), factsOf(after, before)];
  const isNamed = (names: readonly string[]): boolean => names.some((name) => lines.includes(name));
  const other = (from: Facts, to: Facts, sign: string): readonly string[] =>
    [...from].flatMap(([fact, names]) => (to.has(fact) || isNamed(names) ? [] : [`${sign} ${fact}`]));
  return [...other(was, is, '-'), ...other(is, was, '+')];
}

/** Where a file could not be read before, all that is in it is new. */
const ABOUT_REFUSAL = /^(?:inventory-|yaml-)/;

interface Tried {
  readonly files: Files;
  readonly before: Listed;
  readonly path: string;
  readonly offer: OfferedAction;
}

async function strangersOf(
  each: SharedCase,
  { files, before, path, offer }: Tried,
): Promise<readonly string[]> {
  const service = createTestService(createMemoryFileSystem(files));
  const outcome = await service.applyFix(uriOf(path), offer.reference, {});
  if ('refused' in outcome) return [];
  const old = files[path] ?? '';
  const text = applyRangeEdits(old, outcome.edits);
  const after = await listOf({ ...files, [path]: text }, each.inventory);
  const lines = touched(old, text, outcome.edits);
  return strange(before, after, lines).map(
    (fact) => `${each.name} ${path} ${offer.ruleId} “${offer.title}”: ${fact}`,
  );
}

const collections: readonly Collection[] = ['corpus', 'field', 'rehearsal'];
const folders = collections.flatMap((collection) => sharedFolder(collection) ?? []);

it.skipIf(folders.length === 0)('a safe fix leaves all that was there', { timeout: 600_000 }, async () => {
  const losses: string[] = [];
  const counts = new Map<string, number>();
  for (const each of folders.flatMap(casesOf)) {
    const files = filesOf(each);
    const before = await listOf(files, each.inventory);
    for (const path of Object.keys(files)) {
      const service = createTestService(createMemoryFileSystem(files));
      for (const offer of await service.offerFixes(uriOf(path), EVERYWHERE, {})) {
        if (offer.request || offer.safety !== 'safe') continue;
        counts.set(offer.ruleId, (counts.get(offer.ruleId) ?? 0) + 1);
        const strangers = await strangersOf(each, { files, before, path, offer });
        if (!ABOUT_REFUSAL.test(offer.ruleId)) losses.push(...strangers);
      }
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`${total} safe fixes applied\n`);
  for (const [ruleId, count] of counts) process.stdout.write(`  ${ruleId} ${count}\n`);
  expect(losses).toEqual([]);
});
