// What is kept of compiling: where, for which state of a file, and of whom it is accepted.
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepCompiled, saveCompiled } from '../../server/src/node/compileCache.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const { _extensions: loaders } = nodeModule as unknown as { _extensions: Record<string, unknown> };
const hasUsers = process.getuid !== undefined;
let folder: Folder;
beforeEach(() => {
  folder = createFolder({ 'part.cjs': sourceOf('one') });
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', join(folder.path, 'me'));
});
afterEach(() => {
  saveCompiled();
  delete loaders['.cjs'];
  vi.unstubAllEnvs();
  folder.remove();
});

const VARIABLES = [
  'NODE_COMPILE_CACHE',
  'NODE_DISABLE_COMPILE_CACHE',
  'XDG_CACHE_HOME',
  'LOCALAPPDATA',
  'HOME',
] as const;
const sourceOf = (answer: string): string => `exports.answer = () => '${answer}';\n`;

/** Loads the file as a new process would. */
function answer(): unknown {
  delete loaders['.cjs'];
  keepCompiled('check');
  const require = createRequire(join(folder.path, 'start.cjs'));
  const file = join(folder.path, 'part.cjs');
  delete require.cache[file];
  return (require(file) as { answer: () => unknown }).answer();
}

/** All that is kept in a folder. */
const keptIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
    : [];

/** What is kept for the first text then stands for another one of the same length, which V8 does not notice. */
function keepForAnother(): string {
  answer();
  saveCompiled();
  const [kept = ''] = keptIn(folder.path).filter((path) => path.endsWith('part.cjs-check'));
  const content = readFileSync(kept);
  writeFileSync(join(folder.path, 'part.cjs'), sourceOf('two'));
  const { size, ino, mtimeMs, ctimeMs } = statSync(join(folder.path, 'part.cjs'));
  content.fill(0, 0, 120);
  content.write([size, ino, mtimeMs, ctimeMs].join(), 0, 'latin1');
  writeFileSync(kept, content);
  return kept;
}

it.each([
  [{ HOME: 'me' }, 'me/.cache'],
  [{ HOME: 'me', XDG_CACHE_HOME: 'caches' }, 'caches'],
  [{ LOCALAPPDATA: 'local' }, 'local'],
  [{ HOME: 'me', NODE_COMPILE_CACHE: 'kept' }, 'kept'],
])('keeps what is compiled in a folder of the user: %j', (variables, expected) => {
  vi.stubEnv('HOME', undefined);
  for (const [name, path] of Object.entries(variables)) vi.stubEnv(name, join(folder.path, path));
  expect(answer()).toBe('one');
  saveCompiled();
  const [kept = '', ...others] = keptIn(folder.path).filter((path) => path.endsWith('-check'));
  expect(others).toEqual([]);
  expect(kept.startsWith(join(folder.path, expected, 'k3s-inventory'))).toBe(true);
  if (hasUsers)
    expect([kept, dirname(kept)].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o700]);
});

it.each([
  ['no folder is known', { HOME: undefined }],
  ['the folder is relative', { XDG_CACHE_HOME: 'caches' }],
  ['people do not want it', { NODE_DISABLE_COMPILE_CACHE: '1' }],
])('keeps nothing where %s', (_, variables) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  keepCompiled('check');
  expect(loaders).not.toHaveProperty(['.cjs']);
});

it('keeps nothing, without a word, where nothing can be written', () => {
  writeFileSync(join(folder.path, 'me'), 'a file');
  expect(answer()).toBe('one');
  expect(saveCompiled).not.toThrow();
});

it('runs what was kept', () => {
  keepForAnother();
  expect(answer()).toBe('one');
});

it('reads a file as Node does', () => {
  writeFileSync(join(folder.path, 'part.cjs'), sourceOf('\u5bc6\u7801'));
  expect(answer()).toBe('\u5bc6\u7801');
});

it('compiles a file anew when it is another than before', () => {
  answer();
  saveCompiled();
  writeFileSync(join(folder.path, 'part.cjs'), sourceOf('two'));
  expect(answer()).toBe('two');
});

it.runIf(hasUsers)('runs nothing that others could have written', () => {
  const kept = keepForAnother();
  chmodSync(kept, 0o622);
  expect(answer()).toBe('two');
  chmodSync(kept, 0o600);
  chmodSync(dirname(kept), 0o777);
  expect(answer()).toBe('two');
});

it('compiles anew when what is kept was cut off', () => {
  const kept = keepForAnother();
  for (const length of [-8, 200, 121, 64, 0]) {
    writeFileSync(kept, readFileSync(kept).subarray(0, length));
    expect(answer()).toBe('two');
  }
});

it('is not saved any more once the first starts have added what they needed', () => {
  const save = (): Buffer => {
    answer();
    saveCompiled();
    const [kept = ''] = keptIn(folder.path).filter((path) => path.endsWith('-check'));
    return readFileSync(kept);
  };
  for (let start = 0; start < 3; start++) save();
  const third = keptIn(folder.path).map((path) => statSync(path).ino);
  save();
  expect(keptIn(folder.path).map((path) => statSync(path).ino)).toEqual(third);
});
