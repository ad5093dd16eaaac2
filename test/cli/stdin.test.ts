// `check -`: a text that an editor or a hook pipes in, as if it were saved.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const input = (text: string) => ({ input: Buffer.from(text) });
const found = (stdout: string): string[] =>
  JSON.parse(stdout).map(({ file, rule }: { file: string; rule: string }) => `${file} ${rule}`);
const check = (text: string, ...args: string[]) =>
  folder.run(['check', '--format', 'json', ...args], input(text));

it('checks the text under the name that is given, with the variables beside it', async () => {
  folder = createFolder({ 'prod/group_vars/all.yml': 'k3s_version: ""\n' });
  const { code, stdout } = await check(`${clean}    token: ""\n`, '-', '--stdin-filename', 'prod/hosts.yml');
  expect(code).toBe(1);
  expect(found(stdout)).toContainEqual('prod/hosts.yml token-empty');
  expect(existsSync(join(folder.path, 'prod/hosts.yml'))).toBe(false);
});

it('counts more than what is saved, and leaves that alone', async () => {
  folder = createFolder({ 'inventory.yml': `${clean}    token: ""\n` });
  expect(await check(clean, '-')).toMatchObject({ code: 0, stdout: '[]\n' });
  expect(await check(clean, 'inventory.yml')).toMatchObject({ code: 1 });
});

it('says what it was where it is no inventory', async () => {
  folder = createFolder({});
  const { code, stderr } = await check('a: 1\n', '-', '--stdin-filename', 'values.yml');
  expect([code, stderr]).toEqual([2, expect.stringContaining('values.yml: nothing was checked here')]);
});

it.each([[['check', 'inventory.yml', '--stdin-filename', 'a.yml'], 'give "-" as the path']])(
  'refuses %j',
  async (args, words) => {
    folder = createFolder({ 'inventory.yml': clean });
    const { code, stderr } = await folder.run(args, input(clean));
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  },
);

it('does not wait for a person at the keyboard', async () => {
  folder = createFolder({});
  expect(await folder.run(['check', '-'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is nothing on standard input.'),
  });
});
