import nodeModule from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { keepCompiled } from '../../server/src/node/compileCache.ts';

const runtime: { enableCompileCache?: unknown } & object = nodeModule;
const own = runtime.enableCompileCache;
afterEach(() => {
  runtime.enableCompileCache = own;
  vi.unstubAllEnvs();
});

/** The folder that is used with these variables alone. */
function folderWith(variables: Readonly<Record<string, string>>): unknown {
  for (const name of ['NODE_COMPILE_CACHE', 'XDG_CACHE_HOME', 'LOCALAPPDATA', 'HOME'])
    vi.stubEnv(name, variables[name]);
  const enable = vi.fn();
  runtime.enableCompileCache = enable;
  keepCompiled();
  return enable.mock.calls[0]?.[0];
}

it('keeps what is compiled in a folder of the user, never in one that all share', () => {
  expect(folderWith({ HOME: '/home/me' })).toBe(join('/home/me', '.cache', 'k3s-inventory'));
  expect(folderWith({ HOME: '/home/me', XDG_CACHE_HOME: '/caches' })).toBe(join('/caches', 'k3s-inventory'));
  expect(folderWith({ LOCALAPPDATA: 'C:\\me' })).toBe(join('C:\\me', 'k3s-inventory'));
  expect(folderWith({})).toBeUndefined();
});

it('takes the folder that the environment names for all programs', () => {
  expect(folderWith({ HOME: '/home/me', NODE_COMPILE_CACHE: '/kept' })).toBe('/kept');
});

it('compiles each time where the runtime keeps nothing', () => {
  runtime.enableCompileCache = undefined;
  expect(keepCompiled).not.toThrow();
});
