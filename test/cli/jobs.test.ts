// `check` on several cores: what it prints does not depend on how many there are.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { buildCli } from '../support/builtCli.ts';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';
import { VAULT_TEXT } from '../support/vaultText.ts';

const built = createFolder({
  // Never answers.
  'waiting/check-worker.cjs': 'setInterval(() => undefined, 1000);',
  'ends.cjs': 'process.exit(3);',
  'fails.cjs': "throw new Error('no memory');",
});
const workerFile = join(built.path, 'check-worker.cjs');
beforeAll(() => buildCli(built.path));
afterAll(() => built.remove());

let folder: Folder;
afterEach(() => folder?.remove());

const names = Array.from({ length: 12 }, (_, index) => `c${String(index).padStart(2, '0')}`);
const token = (value: string): string => `${clean}    token: ${value}\n`;

/** Every third has a finding, every fourth is encrypted; all share a file with another finding. */
const many = (): Readonly<Record<string, string>> => ({
  'group_vars/k3s_cluster.yml': 'extra_agent_args: [a]\n',
  'ansible.cfg': '[defaults]\n',
  'site.yml': '- hosts: server\n  roles: [k3s_server]\n',
  ...Object.fromEntries(
    names.map((name, index) => {
      const text = index % 4 === 3 ? VAULT_TEXT : token(index % 3 === 0 ? '""' : '"{{ x }}"');
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
  expect(one.stdout.match(/token-empty/g)).toHaveLength(3);
  expect(one.stdout.match(/k3s_cluster\.yml/g)).toHaveLength(1);
  expect(one.stderr.match(/inventory\.yml: encrypted as a whole/g)).toHaveLength(3);
  expect(await check('3')).toEqual(one);
  const findings = one.stdout.split('Checked: ')[0] ?? '';
  const named = [...findings.matchAll(/c\d\d(?=.inventory\.yml)/g)].map(([name]) => name);
  expect(named).toEqual(named.toSorted());
  const files = names.toReversed().map((name) => join(name, 'inventory.yml'));
  expect(await check('3', ...files)).toEqual(await check('1', ...files));
});

it('exits 0 where nothing is found, with workers, too', async () => {
  folder = createFolder(Object.fromEntries(names.map((name) => [`${name}/inventory.yml`, clean])));
  const { code, stdout } = await folder.run(['check', '--jobs=3'], { workerFile });
  expect([code, stdout.match(/^Checked: /gm)?.length]).toEqual([0, names.length]);
  expect(stdout).toContain('errors: 0, warnings: 0, infos: 0');
});

it('workers answer in the language of the user, and heed severities', async () => {
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

const binary = join(built.path, 'k3s-inventory.cjs');

/** The whole program, with workers as it starts them itself. */
function start(program: string, args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder.path,
    env: { ...process.env, LANG: 'C' },
  });
  const reported = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (reported.stdout += text));
  child.stderr.on('data', (text) => (reported.stderr += text));
  const ended = once(child, 'close').then(([code, signal]) => ({ ...reported, code, signal }));
  return { child, ended };
}

it('reports a rule that throws, in any thread, and everything else', async () => {
  await buildCli(join(built.path, 'throwing'), { throwing: 'token-empty' });
  folder = createFolder(many());
  const check = async (jobs: string) => {
    const args = ['check', '--format=json', '--jobs', jobs];
    const { stderr, ...others } = await start(join(built.path, 'throwing', 'k3s-inventory.cjs'), args).ended;
    return { ...others, stderr: stderr.split('\n').filter((line) => !/^ +at /.test(line)) };
  };
  const one = await check('1');
  expect([one.code, one.stderr[0]]).toEqual([
    2,
    expect.stringMatching(/^c00.inventory\.yml: the rule token-empty cannot be checked/),
  ]);
  expect(JSON.parse(one.stdout)).not.toEqual([]);
  expect(await check('3')).toEqual(one);
});

it('ends without a message when its output is closed', async () => {
  folder = createFolder(many());
  const { child, ended } = start(binary, ['check', '--jobs', '3']);
  child.stdout.destroy();
  const { code, stderr } = await ended;
  expect([code, stderr.replace(/^.*: encrypted as a whole.*\n/gm, '')]).toEqual([141, '']);
});

it.skipIf(process.platform === 'win32')(
  'ends at once, workers included, when it is interrupted',
  async () => {
    folder = createFolder(many());
    const waiting = join(built.path, 'waiting', 'k3s-inventory.cjs');
    copyFileSync(binary, waiting);
    const { child, ended } = start(waiting, ['check', '--jobs', '2']);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { signal, stdout } = await ended;
    expect([signal, stdout.includes('errors:')]).toEqual(['SIGINT', false]);
  },
);

it.each(['0', '-1', 'x', '1.5', '', '1000'])('refuses --jobs=%s', async (jobs) => {
  folder = createFolder({});
  const { code, stderr } = await folder.run(['check', `--jobs=${jobs}`]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('from 1 to 999')]);
});
