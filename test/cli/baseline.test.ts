// What a project has accepted is not reported again; what is new is.
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
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

it('says how much of it is no longer found', async () => {
  folder = createFolder({ 'inventory.yml': faulty });
  await check('--write-baseline', 'accepted.json');
  write(clean);
  const { stderr } = await check('--baseline', 'accepted.json');
  expect(stderr).toContain('Passed over, as accepted.json says: 0. No longer found: 1.');
});

it.each([
  ['that is not there', 'none.json', /none\.json: no such file/],
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

describe.skipIf(process.platform === 'win32')('a file that is none', () => {
  it.each([
    ['--baseline', 'pipe'],
    ['--baseline', '/dev/zero'],
    ['--baseline', '.'],
    ['--write-baseline', 'pipe'],
    ['--write-baseline', 'gone/accepted.json'],
    ['--output', 'pipe'],
    ['--output', 'inventory.yml/report.json'],
  ])('does not hang, and is reported: %s %s', async (option, path) => {
    folder = createFolder({ 'inventory.yml': clean });
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    const { code, stderr } = await check(option, path);
    expect(code).toBe(2);
    expect(stderr).toContain(path === '.' ? folder.path : path);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('is written to where a reader has it open', async () => {
    folder = createFolder({ 'inventory.yml': clean });
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    expect(await check('--output', pipe)).toMatchObject({ code: 0 });
    const read = Buffer.alloc(100);
    expect(read.toString('utf8', 0, readSync(reader, read))).toBe('[]\n');
    closeSync(reader);
  });

  it('takes no folder of a preview', async () => {
    folder = createFolder({ 'inventory.yml': clean });
    const { code, stderr } = await folder.run([
      'preview',
      '-i',
      '.',
      '--format',
      'files',
      '--output',
      'inventory.yml',
    ]);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
