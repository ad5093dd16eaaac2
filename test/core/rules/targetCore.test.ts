// What depends on the ansible-core says so where that is not known, and nothing is an error there that is right with a
// version the user may have.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Severity } from '../../../server/src/core/index.ts';
import recorded from '../../rehearsal/outcomes.json' with { type: 'json' };
import { parseFixture } from '../../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const ROOM = join(import.meta.dirname, '../../fixtures/rules');
/** One of each kind: before native types, with ciphertext, and after it. */
const CORES = ['2.18', '2.19', '2.22'];

/** Reported whichever version runs, only harder where all of them stop. */
const SPEAKS_FOR_ALL: ReadonlySet<string> = new Set(['jinja-unknown-filter']);

interface Shown {
  readonly severity: Severity;
  readonly message: string;
}

type Files = Readonly<Record<string, string>>;
type Findings = ReadonlyMap<string, Shown>;

async function findingsOn(files: Files, main: string, core?: string) {
  const fileSystem = { ...createMemoryFileSystem(files), ...(core && { ansibleCore: async () => core }) };
  const { diagnoses, inventories } = await createTestService(fileSystem).check(uriOf(main), {});
  const findings: Findings = new Map(
    diagnoses.map((d) => [`${d.uri}:${d.start.line + 1}:${d.start.column + 1} ${d.ruleId}`, d]),
  );
  return { findings, isSure: inventories.some(({ ansibleCore }) => ansibleCore.isSure) };
}

/** What is wrong with what is said where the version is not known, beside what is said of each. */
function faults(unknown: Findings, sure: readonly Findings[]): readonly string[] {
  const keys = new Set([unknown, ...sure].flatMap((findings) => [...findings.keys()]));
  return [...keys].flatMap((key) => {
    const said = unknown.get(key);
    const severities = new Set(sure.map((findings) => findings.get(key)?.severity));
    if (severities.size === 1) return [];
    if (said?.severity === 'error') return [`${key}: an error, though not with every version`];
    if (!said) return [`${key}: not reported`];
    const isSaid = said.message.includes('ansible-core') || SPEAKS_FOR_ALL.has(key.split(' ').at(-1) ?? '');
    return isSaid ? [] : [`${key}: does not say with which version`];
  });
}

interface Inventory {
  readonly name: string;
  readonly main: string;
  readonly files: Files;
}

function* fixtures(): Generator<Inventory> {
  for (const rule of readdirSync(ROOM))
    for (const file of readdirSync(join(ROOM, rule))) {
      if (file.includes('.fixed.')) continue;
      const main = file.endsWith('.ini') ? 'inventory.ini' : 'inventory.yml';
      const { files } = parseFixture(readFileSync(join(ROOM, rule, file), 'utf8'), main);
      yield { name: `${rule}/${file}`, main, files };
    }
}

const rehearsed = (): readonly Inventory[] =>
  recorded.map(({ id, inventory, files }) => ({ name: id, main: inventory, files: { ...files } as Files }));

it.each<[string, () => Iterable<Inventory>]>([
  ['fixtures', fixtures],
  ['inventories that were run', rehearsed],
])('findings that depend on the ansible-core: %s', { timeout: 120_000 }, async (kind, inventories) => {
  const found: string[] = [];
  let dependent = 0;
  for (const { name, main, files } of inventories()) {
    const unknown = await findingsOn(files, main);
    // It names a version itself.
    if (unknown.isSure) continue;
    const sure: Findings[] = [];
    for (const core of CORES) sure.push((await findingsOn(files, main, core)).findings);
    const keys = new Set(sure.flatMap((findings) => [...findings.keys()]));
    if ([...keys].some((key) => sure.some((findings) => !findings.has(key)))) dependent++;
    for (const fault of faults(unknown.findings, sure)) found.push(`${name} ${fault}`);
  }
  process.stdout.write(`targets: ${dependent} ${kind} depend on the ansible-core\n`);
  expect(dependent).toBeGreaterThan(10);
  expect(found).toEqual([]);
});
