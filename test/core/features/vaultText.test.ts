// View, edit, decrypt and rekey: what changes in the file, and what does not.
import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../../../server/src/core/ansible/vault/bytes.ts';
import { decryptVault, encryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { vaultBlock } from '../../../server/src/core/ansible/vault/vaultBlock.ts';
import { builtInEngine } from '../../../server/src/core/index.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const engine = builtInEngine(webcrypto);
const uri = uriOf('group_vars/all.yml');
const serviceOn = (text: string) => createTestService(createMemoryFileSystem({ 'group_vars/all.yml': text }));

async function seal(plaintext: string, vaultId?: string): Promise<string> {
  const options = { crypto: webcrypto, ...(vaultId !== undefined && { vaultId }) };
  const text = await encryptVault(utf8Bytes(plaintext), 'pw', options);
  if (typeof text !== 'string') throw new Error(text.error);
  return text;
}

async function reveal(vaultText: string, password: string): Promise<string> {
  const bytes = await decryptVault(vaultText, password, webcrypto);
  return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes.error;
}

const block = async (plaintext: string, indent: number, vaultId?: string) =>
  vaultBlock(await seal(plaintext, vaultId), indent);

const positionOf = (text: string, part: string) => {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
};

async function changedBy(
  text: string,
  outcome: Awaited<ReturnType<ReturnType<typeof serviceOn>['decrypt']>>,
) {
  if ('refused' in outcome) throw new Error(outcome.refused);
  return applyRangeEdits(text, outcome.documents[0]?.edits ?? []);
}

describe('a value', () => {
  it('is viewed where the cursor is', async () => {
    const text = `a: ${await block('one', 2)}\nb:\n  - c: ${await block('two\n', 6, 'prod')}\n`;
    const service = serviceOn(text);
    const view = (part: string, password = 'pw') =>
      service.view({ uri, position: positionOf(text, part), password }, engine);
    expect(await view('a:')).toMatchObject({ kind: 'value', name: 'a', plaintext: 'one' });
    expect(await view('c:')).toMatchObject({ name: 'c', vaultId: 'prod', plaintext: 'two\n' });
    expect(await view('b:')).toMatchObject({ refused: expect.stringContaining('put the cursor into one') });
    expect(await view('a:', 'other')).toMatchObject({ refused: expect.stringContaining('password') });
  });

  it('keeps its bytes when nothing was changed', async () => {
    const text = `a: ${await block('one', 2)}\n`;
    const service = serviceOn(text);
    const seen = await service.view({ uri, password: 'pw' }, engine);
    if ('refused' in seen) throw new Error(seen.refused);
    const { vaultText, plaintext } = seen;
    const outcome = await service.seal({ uri, vaultText, plaintext, password: 'pw' }, engine);
    expect(outcome).toEqual({ documents: [], renamed: [], created: [], vaultText });
  });

  it('takes another plaintext, and nothing else of the file changes', async () => {
    const head = '# first\r\na:   !vault |   # why\r\n';
    const tail = '\r\nb: "x"   # last\r\n';
    const body = (await block('one', 7, 'prod')).replace('!vault |\n', '').replaceAll('\n', '\r\n');
    const text = head + body + tail;
    const service = serviceOn(text);
    const seen = await service.view({ uri, password: 'pw' }, engine);
    if ('refused' in seen) throw new Error(seen.refused);
    const request = { uri, vaultText: seen.vaultText, plaintext: 'two', password: 'pw' };
    const changed = await changedBy(text, await service.seal(request, engine));
    expect(changed.startsWith(head) && changed.endsWith(tail)).toBe(true);
    expect(changed).toMatch(/\r\n {7}\$ANSIBLE_VAULT;1\.2;AES256;prod\r\n/);
    expect(changed.match(/(?<!\r)\n/g)).toBeNull();
    expect(await reveal(changed.slice(head.length, -tail.length).replaceAll('\r', ''), 'pw')).toBe('two');
  });

  it('is not overwritten when it has become another one', async () => {
    const service = serviceOn(`a: ${await block('other', 2)}\n`);
    const request = { uri, vaultText: await seal('one'), plaintext: 'two', password: 'pw' };
    expect(await service.seal(request, engine)).toEqual({ refused: expect.stringContaining('changed') });
  });

  it.each(['one', 'a "b" \\ c', 'two\nlines\n', ' \t', '\u0000\u2028', '{{ x }}', '密码'])(
    'is decrypted in place: %j',
    async (plaintext) => {
      const text = `a: !vault |  # why\n${(await block(plaintext, 4)).replace('!vault |\n', '')}\nb: 1\n`;
      const changed = await changedBy(text, await serviceOn(text).decrypt({ uri, password: 'pw' }, engine));
      expect(changed).toMatch(/^a: ".*" {2}# why\nb: 1\n$/);
      const written = JSON.parse(changed.slice(3, changed.lastIndexOf('"') + 1)) as string;
      expect(written).toBe(plaintext);
    },
  );

  it('gets another password and label, alone or with all the others', async () => {
    const text = `a: ${await block('one', 2)}\nb: ${await block('two', 2, 'dev')}\n`;
    const service = serviceOn(text);
    const change = { password: 'pw', newPassword: 'new', newVaultId: 'prod' };
    const all = await changedBy(text, await service.rekey({ uri, ...change }, engine));
    expect(all.match(/;1\.2;AES256;prod/g)).toHaveLength(2);
    const one = await changedBy(
      text,
      await service.rekey({ uri, position: positionOf(text, 'b:'), ...change }, engine),
    );
    expect(one.startsWith(text.slice(0, text.indexOf('b:')))).toBe(true);
    expect(await reveal(one.slice(one.indexOf('b: !vault |\n') + 12), 'new')).toBe('two');
  });

  it('is left alone with all others when one has another password', async () => {
    const other = vaultBlock(String(await encryptVault(utf8Bytes('x'), 'other', { crypto: webcrypto })), 2);
    const service = serviceOn(`a: ${await block('one', 2)}\nb: ${other}\n`);
    expect(await service.rekey({ uri, password: 'pw', newPassword: 'new' }, engine)).toHaveProperty(
      'refused',
    );
  });
});

describe('a whole file', () => {
  it('is encrypted, viewed, changed and decrypted', async () => {
    const plain = 'a: 1\r\n# é\r\n';
    const sealed = await changedBy(
      plain,
      await serviceOn(plain).encryptFile({ uri, password: 'pw', vaultId: 'x' }, engine),
    );
    expect(sealed).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;x\n/);
    const service = serviceOn(sealed);
    expect(await service.view({ uri, password: 'pw' }, engine)).toMatchObject({
      kind: 'file',
      plaintext: plain,
    });
    const request = { uri, vaultText: sealed, plaintext: 'b: 2\n', password: 'pw' };
    const resealed = await changedBy(sealed, await service.seal(request, engine));
    expect(
      await changedBy(resealed, await serviceOn(resealed).decrypt({ uri, password: 'pw' }, engine)),
    ).toBe('b: 2\n');
  });

  it('is refused when it is encrypted already, or was changed meanwhile', async () => {
    const service = serviceOn(await seal('a: 1\n'));
    expect(await service.encryptFile({ uri, password: 'pw' }, engine)).toHaveProperty('refused');
    expect(await service.decrypt({ uri, password: 'pw', version: 3 }, engine)).toHaveProperty('refused');
  });

  it('is not shown when it is no text', async () => {
    const binary = String(await encryptVault(Uint8Array.of(0xff, 0xfe, 0), 'pw', { crypto: webcrypto }));
    expect(await serviceOn(binary).view({ uri, password: 'pw' }, engine)).toEqual({
      refused: expect.stringContaining('no text'),
    });
  });
});

it('offers what can be done at the place, and nothing elsewhere', async () => {
  const text = `a: ${await block('one', 2)}\nb: 1\n`;
  const service = serviceOn(text);
  const at = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 1 } });
  expect((await service.vaultActions(uri, at(3))).map(({ action }) => action)).toEqual([
    'view',
    'edit',
    'decrypt',
    'rekey',
  ]);
  expect(await service.vaultActions(uri, at(text.split('\n').length - 2))).toEqual([]);
});
