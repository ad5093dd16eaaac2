// Inventories from the field and what an expert says of them, written before the product was run on them. What is no
// expected finding must not be said: the traps of a case are sentences, and hold whatever is not listed.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { casesOf, type ExpectedFinding, readJson, sharedFolder } from '../support/sharedCases.ts';

const FIELD = sharedFolder('field');
const service = createTestService(createDiskFileSystem());

/** Expected findings that are reported in another way: how. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'F07 group_vars/k3s_cluster.yml:12': 'the token stands in line 10, and is reported there as a sample text',
  'F45 examples/ubuntu/inventory.yml:2':
    'reported at the groups whose hosts are not in k3s_cluster (lines 4 and 14)',
};

/** Errors and warnings that the expert did not list although they are true. */
const TRUE_ALL_THE_SAME: Readonly<Record<string, string>> = {
  'F07 group_vars/k3s_cluster.yml:10 token-placeholder': 'the token, which is expected in line 12',
  'F07 group_vars/k3s_cluster.yml:66 k3s-argument-escaped':
    'a “*” in an argument, which the installer escapes',
  'F45 examples/ubuntu/inventory.yml:4 host-outside-cluster': 'expected in line 2',
  'F45 examples/ubuntu/inventory.yml:14 host-outside-cluster': 'expected in line 2',
};

interface Shown {
  readonly at: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly fixes: readonly string[];
}

async function check(folder: string, inventory: string): Promise<readonly Shown[]> {
  const root = fileUri(folder);
  const { diagnoses } = await service.check(fileUri(join(folder, inventory)), {});
  return diagnoses.map(({ uri, start, ruleId, severity, fixes }) => ({
    at: `${decodeURIComponent(uri.slice(root.length + 1))}:${start.line + 1}`,
    ruleId,
    severity,
    fixes: fixes.map(({ title }) => title),
  }));
}

const at = ({ file, line }: ExpectedFinding): string => `${file}:${line}`;

describe.skipIf(!FIELD)('inventories from the field', () => {
  const judged = FIELD === undefined ? [] : casesOf(FIELD);

  it.each(judged)(
    '$name: what is expected is reported, and nothing else',
    async ({ name, folder, inventory }) => {
      const { findings } = readJson<{ findings: ExpectedFinding[] }>(join(folder, 'expected.json'));
      const loud = (await check(folder, inventory)).filter(({ severity }) => severity !== 'info');
      const expected = findings.filter(({ severity }) => severity !== 'INFO').map(at);
      const missing = expected.filter((place) => !loud.some((finding) => finding.at === place));
      expect(missing.filter((place) => !ELSEWHERE[`${name} ${place}`])).toEqual([]);
      const others = loud.filter((finding) => !findings.map(at).includes(finding.at));
      expect(
        others.map((o) => `${name} ${o.at} ${o.ruleId}`).filter((alarm) => !TRUE_ALL_THE_SAME[alarm]),
      ).toEqual([]);
    },
  );

  it('a static part beside a plugin: no group is called empty', async () => {
    expect(await check(join(FIELD ?? '', 'm-a'), 'inventory')).toEqual([]);
  });

  it('a token of another cluster in plain text is also a secret, and can be encrypted', async () => {
    const reported = await check(join(FIELD ?? '', 'm-k10'), 'inv.yml');
    expect(reported.map(({ at: place, ruleId }) => `${place} ${ruleId}`)).toEqual([
      'inv.yml:10 token-plaintext',
      'inv.yml:10 token-unusable-format',
    ]);
    expect(reported[0]?.fixes[0]).toContain('ansible-vault');
  });

  it('each of the faults in arguments, inner YAML and names is reported', async () => {
    const reported = await check(join(FIELD ?? '', 'm-w'), 'base.yml');
    const lines = new Set(reported.map(({ at: place }) => Number(place.split(':')[1])));
    // 25 is an empty block: allowed, and the settings stand nowhere else.
    expect([6, 9, 13, 20, 21, 22, 23, 24, 27, 28, 29, 30].filter((line) => !lines.has(line))).toEqual([]);
  });
});
