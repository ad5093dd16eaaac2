// Real inventories and what a careful reader says of them. Runs where the collection lies (test/support/sharedCases.ts).
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { type ExpectedFinding, readJson, sharedFolder } from '../support/sharedCases.ts';

const CORPUS = sharedFolder('corpus');

interface Shown {
  readonly at: string;
  readonly severity: string;
  readonly ruleId: string;
}

/** Expected findings that no rule of this version is about: what they need. */
const BEYOND: Readonly<Record<string, string>> = {
  '005 k3s-ansible/inventory.yml:21': 'reported at the line of the key, 22',
  '032 ansible/inventory/sweb-infra/group_vars/k3s_cluster.yml:17':
    'reported as an info at this place: the file that the comment names is not in the tree, and may be passed with -e',
  '041 tests/external.yml:18': 'a password inside server_config_yaml',
  '094 ansible/group_vars/k3s_cluster.yml:5':
    'lies beside a playbook that is not in the collection: variables count only for a playbook that is there',
  '094 ansible/inventory/hosts.yml:3': 'without those variables, nothing says that it is k3s-ansible',
  'case 07': 'an absent token is wrong with release 1.2.0 only, and the release is not known here',
  'case 21': 'without variables, the groups master and node are those of other plays as well',
};

/** Findings the reader did not list although they are true. */
const TRUE_ALL_THE_SAME: Readonly<Record<string, string>> = {
  '041 tests/external.yml:12 warning token-placeholder': 'the token that the reader does list in 040',
  '005 k3s-ansible/inventory.yml:22 error k3s-setting-unknown':
    'the server-only key that the reader lists, at the line of the key',
  '090 inventory/group_vars/k3s_cluster.yml:66 warning token-placeholder':
    'the sample token of the role that it is for; the reader says only that it is not of k3s-ansible',
  '090 inventory/group_vars/k3s_cluster.yml:62 error address-taken':
    'the virtual address is the first one of the pool, whichever role it is for',
  '028 k3s-ansible/inventory.yaml:40 warning k3s-environment':
    'a variable of the installer among those of the service, where it does nothing',
};

/** The cases' tokens are dummies in plain text; the reader judged what each case is about, not those. */
const DUMMY_TOKENS = /^(?:token|secret)-plaintext$/;

const service = createTestService(createDiskFileSystem());

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
      if (flavour === 'other') continue;
      const shown = loud(await check(join(folder, 'files'), inv_run));
      for (const { file, line, severity } of readJson<{ findings: ExpectedFinding[] }>(
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
      const { inv_run } = readJson<{ inv_run: string }>(join(folder, 'meta.json'));
      const { findings } = readJson<{ findings: ExpectedFinding[] }>(join(folder, 'expected.json'));
      const expected = new Set(findings.map(({ file, line }) => `${file}:${line}`));
      const shown = await check(join(folder, 'files'), inv_run);
      const alarmed = loud(shown).filter(({ at }) => !expected.has(at));
      alarms.push(
        ...alarmed.map(({ at, severity, ruleId }) => `${name.slice(0, 3)} ${at} ${severity} ${ruleId}`),
      );
    }
    process.stdout.write(`corpus: ${alarms.length} unexpected findings in ${names.length} inventories\n`);
    expect(alarms.filter((alarm) => !TRUE_ALL_THE_SAME[alarm])).toEqual([]);
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
      const found = loud(await check(join(CORPUS ?? '', 'cases'), path));
      const severities = found
        .filter(({ ruleId }) => !DUMMY_TOKENS.test(ruleId))
        .map(({ severity }) => severity);
      if (BEYOND[`case ${id}`]) return expect(severities, 'BEYOND is out of date').toEqual([]);
      if (sev === 'ERROR') expect(severities).toContain('error');
      else if (sev.endsWith('WARN')) expect(severities.filter((s) => s !== 'warning')).toEqual([]);
      else expect(severities).toEqual([]);
      if (sev === 'WARN') expect(severities).toContain('warning');
    },
  );
});
