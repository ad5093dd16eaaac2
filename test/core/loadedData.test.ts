// What is known of K3s, of k3s-ansible and of Jinja is data, and is read when it is asked for: not at every start.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';

const folder = join(import.meta.dirname, '../../schemas');
const read = new Set<string>();
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const name of files)
  vi.doMock(join(folder, name), async (original) => {
    const { default: data } = await original<{ default: object }>();
    const get = (target: object, key: string | symbol): unknown => {
      read.add(name);
      return Reflect.get(target, key);
    };
    return { default: new Proxy(data, { get }) };
  });
afterAll(() => {
  for (const name of files) vi.doUnmock(join(folder, name));
});

it('loads the core without reading any data', async () => {
  vi.resetModules();
  const { createLanguageService, createMemoryFileSystem } = await import('../../server/src/core/index.ts');
  expect([...read]).toEqual([]);
  // The mocks see what is read.
  createLanguageService(createMemoryFileSystem({}), { randomToken: () => '', onRuleError: () => undefined });
  expect([...read]).toContain('k3s-ansible.variables.json');
  // Everything is transformed anew here, beside whatever else the machine does.
}, 120_000);
