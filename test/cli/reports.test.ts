// The formats of `check`: what programs read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const faulty = `${clean}    token: ""\n`;

let folder: Folder;
afterEach(() => folder?.remove());

async function report(
  format: string,
  files: Record<string, string> = { 'inventory.yml': faulty },
): Promise<string> {
  folder = createFolder(files);
  return (await folder.run(['check', '--format', format, '.'])).stdout;
}

it('json-v2 says what was checked as what, with what was found in it', async () => {
  const { inventories, summary } = JSON.parse(
    await report('json-v2', {
      'prod/inventory.yml': faulty,
      'prod/group_vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n00\n',
    }),
  );
  expect(inventories).toMatchObject([
    {
      sources: [join('prod', 'inventory.yml')],
      recognition: { kind: 'k3s-ansible' },
      servers: 1,
      agents: 1,
      files: [join('prod', 'inventory.yml')],
      unread: [{ file: join('prod', 'group_vars', 'all.yml'), reason: expect.stringContaining('encrypted') }],
    },
  ]);
  expect(inventories[0].findings.map(({ rule }: { rule: string }) => rule)).toContain('vault-damaged');
  expect(summary).toMatchObject({ checked: 1, errors: expect.any(Number) });
});

it('github writes workflow commands, with its own escapes', async () => {
  expect(await report('github', { 'a,b/inventory.yml': faulty })).toMatch(
    /^::error file=a%2Cb\/inventory\.yml,line=12,col=12,endLine=12,endColumn=14,title=token-empty::.+$/m,
  );
});

it('codeclimate has a place, a severity and a fingerprint for each', async () => {
  expect(JSON.parse(await report('codeclimate'))).toContainEqual({
    type: 'issue',
    description: expect.any(String),
    check_name: 'token-empty',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    severity: 'critical',
    categories: ['Bug Risk'],
    location: { path: 'inventory.yml', lines: { begin: 12, end: 12 } },
  });
});

it('junit has a suite an inventory, and a passed case where nothing was found', async () => {
  const xml = await report('junit', { 'a/inventory.yml': faulty, 'b/inventory.yml': clean });
  expect(xml.match(/<testsuite name="[^"]+" tests="\d+" failures="\d+"/g)).toEqual([
    expect.stringMatching(/a.inventory\.yml" tests="1" failures="1"/),
    expect.stringMatching(/b.inventory\.yml" tests="1" failures="0"/),
  ]);
  expect(xml).toContain('name="token-empty"><failure type="error"');
});

it('markdown is a table, in which nothing from a file has a meaning', async () => {
  const text = await report('markdown', { 'inventory.yml': `${clean}    tokenn: x\n    token: ""\n` });
  expect(text).toMatch(
    /^\| Place \| Severity \| Finding \| Rule \|\n\|---\|---\|---\|---\|\n\| inventory\.yml:\d+ \|/m,
  );
  expect(text).toMatch(/^- Inventories checked: 1; /m);
});

describe('sarif', () => {
  interface Run {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly partialFingerprints: unknown;
    }[];
  }
  const runOf = (text: string): Run => JSON.parse(text).runs[0];

  it('names the rule, the place and the level', async () => {
    const { tool, results } = runOf(await report('sarif', { 'my lab/inventory.yml': faulty }));
    const [first] = results;
    expect(tool.driver.rules[first?.ruleIndex ?? -1]?.id).toBe(first?.ruleId);
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: 'token-empty',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'my%20lab/inventory.yml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 12, startColumn: 12, endLine: 12, endColumn: 14 },
            },
          },
        ],
      }),
    );
  });

  it('has the edits of safe fixes, and none that may hold a secret', async () => {
    const text = `${clean.replace('k3s_version', 'k3s_versoin')}    vault_x: "Kanari3nV0gel9"\n    ansible_password: Kanari3nV0gel9\n`;
    folder = createFolder({ 'inventory.yml': text });
    const args = ['check', '.', '--format', 'sarif'];
    const { stdout } = await folder.run(args);
    expect(stdout).not.toContain('Kanari');
    const fixes = JSON.parse(stdout).runs[0].results.flatMap((one: { fixes?: object[] }) => one.fixes ?? []);
    for (const fix of fixes)
      expect(fix).toMatchObject({
        description: { text: expect.any(String) },
        artifactChanges: [
          {
            artifactLocation: { uri: 'inventory.yml' },
            replacements: [{ deletedRegion: { startLine: expect.any(Number) }, insertedContent: {} }],
          },
        ],
      });
    expect(fixes.length).toBeGreaterThan(0);
  });

  it('has fingerprints that survive moved lines', async () => {
    const prints = async (text: string) =>
      runOf(await report('sarif', { 'inventory.yml': text })).results.map(
        (result) => result.partialFingerprints,
      );
    expect(await prints(`# moved\n\n${faulty}`)).toEqual(await prints(faulty));
  });
});

it('writes several at once, each to where it is to go', async () => {
  folder = createFolder({ 'inventory.yml': faulty });
  const { code, stdout } = await folder.run(
    'check --format sarif --output out.sarif --format json -o out.json --format pretty'.split(' '),
  );
  expect([code, stdout]).toEqual([1, expect.stringContaining('token-empty')]);
  const written = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
  expect(JSON.parse(written('out.sarif'))).toMatchObject({ version: '2.1.0' });
  expect(JSON.parse(written('out.json'))).toMatchObject([{ rule: expect.any(String) }]);
});

it.each([
  ['two formats for one place', '--format json --format sarif', /standard output/],
  ['two files for one format', '--format json -o a -o b', /--output b/],
  ['a format that is none', '--format xml', /"xml"; use one of pretty, json/],
])('refuses %s', async (_, args, why) => {
  folder = createFolder({ 'inventory.yml': clean });
  expect(await folder.run(['check', ...args.split(' ')])).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(why),
  });
});
