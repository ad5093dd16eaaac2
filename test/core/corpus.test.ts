// Real inventories and what a careful reader says of them. Runs where K3S_INVENTORY_CORPUS names the collection.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiskHost, fileUri } from '../../server/src/node/diskHost.ts';
import { createTestService } from '../support/service.ts';

const CORPUS = process.env['K3S_INVENTORY_CORPUS'];

interface Expectation {
  readonly file: string;
  readonly line: number | null;
  readonly severity: 'ERROR' | 'WARN' | 'INFO';
  readonly message: string;
}

interface Shown {
  readonly at: string;
  readonly severity: string;
  readonly ruleId: string;
}

/** Expected findings that no rule of this version is about: what they need. */
const BEYOND: Readonly<Record<string, string>> = {};

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
const service = createTestService(createDiskHost());

async function check(folder: string, path: string): Promise<readonly Shown[]> {
  const root = fileUri(folder);
  const { diagnoses } = await service.check(fileUri(join(folder, path)), {});
  return diagnoses.map((d) => ({
    at: `${decodeURIComponent(d.uri.slice(root.length + 1))}:${d.start.line + 1}`,
    severity: d.severity,
    ruleId: d.ruleId,
  }));
}

const loud = (found: readonly Shown[]): readonly Shown[] =>
  found.filter(({ severity }) => severity !== 'info');

describe.skipIf(!CORPUS)('the corpus', () => {
  const inventories = join(CORPUS ?? '', 'inventories');
  const names = CORPUS && existsSync(inventories) ? readdirSync(inventories).sort() : [];

  it('every expected error and warning is found at its line', async () => {
    const misses: string[] = [];
    let found = 0;
    for (const name of names) {
      const folder = join(inventories, name);
      const { inv_run, flavour } = readJson<{ inv_run: string; flavour: string }>(join(folder, 'meta.json'));
      if (flavour !== 'k3s-io current') continue;
      const shown = loud(await check(join(folder, 'files'), inv_run));
      for (const { file, line, severity } of readJson<{ findings: Expectation[] }>(
        join(folder, 'expected.json'),
      ).findings) {
        if (severity === 'INFO') continue;
        const at = `${file}:${line}`;
        if (shown.some((finding) => finding.at === at)) found++;
        else misses.push(`${name.slice(0, 3)} ${at}`);
      }
    }
    process.stdout.write(`corpus: ${found} of ${found + misses.length} expected errors and warnings found\n`);
    for (const miss of misses) process.stdout.write(`  miss ${miss}: ${BEYOND[miss] ?? 'NOT EXPLAINED'}\n`);
    expect(misses.filter((miss) => !BEYOND[miss])).toEqual([]);
  });

  it('nothing is said that is not expected', async () => {
    const alarms: string[] = [];
    for (const name of names) {
      const folder = join(inventories, name);
      const { inv_run, flavour } = readJson<{ inv_run: string; flavour: string }>(join(folder, 'meta.json'));
      const { findings } = readJson<{ findings: Expectation[] }>(join(folder, 'expected.json'));
      const expected = new Set(findings.map(({ file, line }) => `${file}:${line}`));
      const shown = await check(join(folder, 'files'), inv_run);
      const alarmed =
        flavour === 'k3s-io current' ? loud(shown).filter(({ at }) => !expected.has(at)) : shown;
      alarms.push(
        ...alarmed.map(({ at, severity, ruleId }) => `${name.slice(0, 3)} ${at} ${severity} ${ruleId}`),
      );
    }
    process.stdout.write(
      `corpus: ${alarms.length} findings nobody expected in ${names.length} inventories\n`,
    );
    expect(alarms).toEqual([]);
  });

  interface Case {
    readonly id: string;
    readonly sev: string;
    readonly path: string;
    readonly diag: string;
  }
  const cases = CORPUS ? readJson<Case[]>(join(CORPUS, 'cases/index.json')) : [];

  it.each(cases.map((entry) => [`${entry.id} ${entry.sev}`, entry] as const))(
    'case %s',
    async (_, { id, sev, path }) => {
      const severities = loud(await check(join(CORPUS ?? '', 'cases'), path)).map(({ severity }) => severity);
      if (BEYOND[`case ${id}`]) return expect(severities, 'BEYOND is out of date').toEqual([]);
      if (sev === 'ERROR') expect(severities).toContain('error');
      else if (sev.endsWith('WARN')) expect(severities.filter((s) => s !== 'warning')).toEqual([]);
      else expect(severities).toEqual([]);
      if (sev === 'WARN') expect(severities).toContain('warning');
    },
  );
});
