// Files that fixtures cannot hold: unreadable ones, bytes that are no text, and very large or very deep ones.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';
import { VAULT_TEXT } from '../../support/vaultText.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1:
  vars:
    k3s_version: v1.31.4+k3s1
    api_endpoint: node1
`;

async function check(fileSystem: ReturnType<typeof createMemoryFileSystem>) {
  const { diagnoses } = await createTestService(fileSystem).check(uriOf('inventory.yml'), {});
  return diagnoses.map(
    ({ uri, ruleId, severity, start }) =>
      `${uri.slice(uriOf('').length + 1)}:${start.line + 1} ${severity} ${ruleId}`,
  );
}

it('says that a file of variables cannot be read', async () => {
  const fileSystem = createMemoryFileSystem({ 'inventory.yml': INVENTORY });
  fileSystem.write('group_vars/all.yml', { problem: 'unreadable', detail: 'EACCES' });
  expect(await check(fileSystem)).toEqual(['group_vars/all.yml:1 warning inventory-unparsable']);
});

it('says that a file is too large', async () => {
  const fileSystem = createMemoryFileSystem({ 'inventory.yml': INVENTORY });
  fileSystem.write('host_vars/node1.yml', { problem: 'too-large', detail: '20 MB' });
  expect(await check(fileSystem)).toEqual(['host_vars/node1.yml:1 info inventory-unparsable']);
});

it('says nothing of files that Ansible decrypts', async () => {
  const fileSystem = createMemoryFileSystem({
    'inventory.yml': INVENTORY,
    'group_vars/all/vault.yml': VAULT_TEXT,
  });
  expect(await check(fileSystem)).toEqual([]);
});

it('gives one finding for ten thousand brackets', async () => {
  const fileSystem = createMemoryFileSystem({
    'inventory.yml': `${INVENTORY}    extra: ${'['.repeat(10_000)}\n`,
  });
  expect(await check(fileSystem)).toEqual(['inventory.yml:9 error inventory-unparsable']);
});

it('gives the same findings, and no other, with CRLF and with a byte order mark', async () => {
  const text = `${INVENTORY}    token: changeme!\n`;
  const wanted = ['inventory.yml:9 warning token-placeholder'];
  for (const variant of [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`]) {
    expect(await check(createMemoryFileSystem({ 'inventory.yml': variant }))).toEqual(wanted);
  }
});
