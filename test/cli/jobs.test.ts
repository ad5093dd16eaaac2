// `check` on several cores: what it prints does not depend on how many there are.
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { buildCli } from '../support/builtCli.ts';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';
import { VAULT_TEXT } from '../support/vaultText.ts';

const built = createFolder({
  'throwing/readme': '',
  'ends.cjs': 'process.exit(3);',
  'fails.cjs': "throw new Error('no memory');",
});
const workerFile = join(built.path, 'check-worker.cjs');
beforeAll(() => buildCli(built.path));
afterAll(() => built.remove());

let folder: Folder;
afterEach(() => folder?.remove());

const names = Array.from({ length: 30 }, (_, index) => `c${String(index).padStart(2, '0')}`);
const token = (value: string): string => `${clean}    token: ${value}\n`;

/** Every third has a finding, every tenth is encrypted; all share a file with another finding. */
const many = (): Readonly<Record<string, string>> => ({
  'group_vars/k3s_cluster.yml': 'extra_agent_args: [a]\n',
  'ansible.cfg': '[defaults]\n',
  ...Object.fromEntries(
    names.map((name, index) => {
      const text = index % 10 === 9 ? VAULT_TEXT : token(index % 3 === 0 ? '""' : '"{{ x }}"');
      return [`${name}/inventory.yml`, text];
    }),
  ),
});

it.each([['pretty'], ['json']])('prints the same on one core and on three: %s', async (format) => {
  folder = createFolder(many());
  const check = (jobs: string, ...paths: string[]) =>
    folder.run(['check', '--format', format, '--jobs', jobs, ...paths], { workerFile });
  const one = await check('1');
  expect(one.code).toBe(1);
  expect(one.stdout.match(/token-empty/g)).toHaveLength(9);
  expect(one.stdout.match(/k3s_cluster\.yml/g)).toHaveLength(1);
  expect(one.stderr.match(/c\d9.inventory\.yml: encrypted as a whole/g)).toHaveLength(3);
  expect(await check('3')).toEqual(one);
  const files = names.toReversed().map((name) => join(name, 'inventory.yml'));
  expect(await check('3', ...files)).toEqual(await check('1', ...files));
});

it('tells of each inventory in the order of their names', async () => {
  folder = createFolder(many());
  const { stdout } = await folder.run(['check', '-j3'], { workerFile });
  const found = [...stdout.matchAll(/^(c\d\d).*token-empty$/gm)].map(([, name]) => name);
  expect(found).toEqual(names.filter((_, index) => index % 10 !== 9 && index % 3 === 0));
});

it('exits 0 where nothing is found, whoever looks', async () => {
  folder = createFolder(Object.fromEntries(names.map((name) => [`${name}/inventory.yml`, clean])));
  expect(await folder.run(['check', '--jobs=3'], { workerFile })).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

it('tells of a worker in the language of the reader, and heeds severities there', async () => {
  folder = createFolder(many());
  const args = ['check', '--rule', 'token-empty=off', '--jobs'];
  const env = { LANG: 'zh_CN.UTF-8' };
  const three = await folder.run([...args, '3'], { workerFile, env });
  expect(three.stderr).toMatch(/[\u4e00-\u9fff]/);
  expect(three.stdout).not.toContain('token-empty');
  expect(three).toEqual(await folder.run([...args, '1'], { workerFile, env }));
});

it.each([
  ['ends', /A worker ended too early, with code 3/],
  ['fails', /no memory/],
])('exits 2 when a worker %s', async (name, reason) => {
  folder = createFolder(many());
  const { code, stderr } = await folder.run(['check', '--jobs', '2'], {
    workerFile: join(built.path, `${name}.cjs`),
  });
  expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
});

it.each(['0', '-1', 'x', '1.5', '', '1000'])('refuses --jobs=%s', async (jobs) => {
  folder = createFolder({});
  const { code, stderr } = await folder.run(['check', `--jobs=${jobs}`]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('from 1 to 999')]);
});
