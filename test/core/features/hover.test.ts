import { expect, it } from 'vitest';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

async function hover(annotated: string) {
  const offset = annotated.indexOf('$0');
  const text = annotated.replace('$0', '');
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  return service.hoverAt(uriOf('inventory.yml'), lineColumnAt(createSourceText('', text), offset));
}

const inventory = (vars: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        h1:\n  vars:\n${vars}`;

it('explains the token: its three roles and when it may be left out', async () => {
  const shown = await hover(inventory('    tok$0en: Secret12Secret12\n'));
  expect(shown?.markdown).toContain('three roles');
  expect(shown?.markdown).toContain('may be left out');
  expect(shown?.markdown).not.toContain('Secret12');
  expect(shown?.start).toEqual({ line: 6, column: 4 });
});

it('gives type, default, since and readers', async () => {
  const shown = await hover(inventory('    $0api_port: 6443\n'));
  expect(shown?.markdown).toMatch(/whole number[\s\S]*6443[\s\S]*1\.0\.0[\s\S]*k3s_server[\s\S]*https:/);
});

it('shows nothing on values and foreign files', async () => {
  expect(await hover(inventory('    api_port: 64$043\n'))).toBeUndefined();
  expect(await hover('services:\n  tok$0en: x\n')).toBeUndefined();
});
