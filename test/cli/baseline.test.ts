// What a project has accepted is not reported again; what is new is.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const TOKEN = 'Rw7fK2xPqT9dLmV4sYbN8hJc';
const faulty = `${clean}    token: ${TOKEN}\n`;

let folder: Folder;
afterEach(() => folder?.remove());

const check = (...args: string[]) => folder.run(['check', '--format', 'json', ...args, '.']);
const rules = (stdout: string): string[] => JSON.parse(stdout).map(({ rule }: { rule: string }) => rule);
const write = (text: string) => writeFileSync(join(folder.path, 'inventory.yml'), text);

it('passes over what it holds, wherever the lines are by now, and reports what is new', async () => {
  folder = createFolder({ 'inventory.yml': faulty });
  expect(rules((await check()).stdout)).toEqual(['token-plaintext']);
  expect(await check('--write-baseline', 'accepted.json')).toMatchObject({
    code: 0,
    stdout: '[]\n',
    stderr: expect.stringContaining('Written to accepted.json: 1 findings'),
  });
  expect(readFileSync(join(folder.path, 'accepted.json'), 'utf8')).not.toContain(TOKEN);

  write(`# moved\n\n${faulty}`);
  expect(await check('--baseline', 'accepted.json')).toMatchObject({ code: 0, stdout: '[]\n' });

  write(`${faulty}    api_endpoint: ""\n`);
  const { code, stdout } = await check('--baseline', 'accepted.json');
  expect([code, rules(stdout)]).toEqual([1, expect.not.arrayContaining(['token-plaintext'])]);
});

it('is the same for readers of another language', async () => {
  folder = createFolder({ 'inventory.yml': faulty });
  const args = ['check', '--format', 'json', '.'];
  await folder.run([...args, '--write-baseline', 'accepted.json'], { env: { LANG: 'zh_CN.UTF-8' } });
  expect(await check('--baseline', 'accepted.json')).toMatchObject({ code: 0, stdout: '[]\n' });
});

it('says what it holds and nobody finds any more', async () => {
  folder = createFolder({ 'inventory.yml': faulty });
  await check('--write-baseline', 'accepted.json');
  write(clean);
  const { stderr } = await check('--baseline', 'accepted.json');
  expect(stderr).toContain('Passed over, as accepted.json says: 0. No longer found: 1.');
});

it.each([
  ['that is not there', 'none.json', /none\.json cannot be read/],
  ['that is no JSON', 'inventory.yml', /inventory\.yml cannot be read/],
  ['of another version', 'other.json', /other\.json is no baseline of this version/],
])('refuses one %s', async (_, name, why) => {
  folder = createFolder({ 'inventory.yml': faulty, 'other.json': '{"version": 7}' });
  expect(await check('--baseline', name)).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(why),
  });
});

it('cannot be read and written in one run', async () => {
  folder = createFolder({ 'inventory.yml': faulty });
  expect(await check('--baseline', 'a', '--write-baseline', 'b')).toMatchObject({ code: 2 });
});
