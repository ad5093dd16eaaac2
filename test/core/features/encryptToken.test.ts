import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { decryptVault } from '../../../server/src/core/vault/vault.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryHost, uriOf } from '../../support/memoryHost.ts';
import { createTestService } from '../../support/service.ts';

const inventory = (vars: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        h1:\n  vars:\n${vars}`;

type Form = 'encrypt-indirect' | 'encrypt-inline';

async function encrypt(
  text: string,
  form: Form,
  extra: { vaultId?: string; offset?: number; version?: number } = {},
) {
  const service = createTestService(createMemoryHost({ 'inventory.yml': text }));
  const { offset, ...rest } = extra;
  const position = offset === undefined ? {} : { position: lineColumnAt(createSourceText('', text), offset) };
  const outcome = await service.encryptToken({
    uri: uriOf('inventory.yml'),
    form,
    password: 'pw',
    ...position,
    ...rest,
  });
  return 'refused' in outcome ? outcome : { after: applyRangeEdits(text, outcome.edits) };
}

async function decrypted(text: string): Promise<string> {
  const block = /!vault \|[^\n]*\n((?: {6}.*\r?\n?)+)/.exec(text)?.[1] ?? '';
  const bytes = await decryptVault(block, 'pw', webcrypto);
  return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes.error;
}

describe('indirection', () => {
  it('puts the ciphertext into a variable of its own, just above, and refers to it', async () => {
    const result = await encrypt(
      inventory('    # ours\n    token: "S3cret"  # keep\n    api_port: 6443\n'),
      'encrypt-indirect',
    );
    const { after } = result as { after: string };
    expect(after).toMatch(
      /\n {4}# ours\n {4}vault_token: !vault \|\n {6}\$ANSIBLE_VAULT;1\.1;AES256\n(?: {6}[0-9a-f]{1,80}\n)+ {4}token: "\{\{ vault_token \| trim \}\}" {2}# keep\n {4}api_port: 6443\n$/,
    );
    expect(after).not.toContain('S3cret');
    expect(await decrypted(after)).toBe('S3cret');
  });

  it('takes a free name', async () => {
    const result = await encrypt(
      inventory('    vault_token: other\n    token: S3cret\n'),
      'encrypt-indirect',
    );
    expect((result as { after: string }).after).toContain('token: "{{ vault_token_2 | trim }}"');
  });

  it('keeps CRLF', async () => {
    const result = await encrypt(
      inventory('    token: S3cret\n').replaceAll('\n', '\r\n'),
      'encrypt-indirect',
    );
    expect((result as { after: string }).after.match(/(?<!\r)\n/g)).toBeNull();
  });

  it('encrypts what Ansible reads: folded, escaped and block values', async () => {
    for (const [written, meant] of [
      ["'it''s'", "it's"],
      ['"a\\u00e9\\n"', 'aé\n'],
      ['|\n      line one\n      line two', 'line one\nline two\n'],
      ['>-\n      folded\n      text', 'folded text'],
    ] as const) {
      const result = await encrypt(
        inventory(`    token: ${written}\n    api_port: 6443\n`),
        'encrypt-indirect',
      );
      const { after } = result as { after: string };
      expect(await decrypted(after)).toBe(meant);
      expect(after).toContain('\n    token: "{{ vault_token | trim }}"\n    api_port: 6443\n');
    }
  });
});

describe('inline', () => {
  it('leaves a comment behind the header, where YAML allows one', async () => {
    const result = await encrypt(
      inventory('    token: "S3cret" # keep\n    api_port: 6443'),
      'encrypt-inline',
    );
    const { after } = result as { after: string };
    expect(after).toMatch(
      /\n {4}token: !vault \| # keep\n {6}\$ANSIBLE_VAULT;1\.1;AES256\n(?: {6}[0-9a-f]+\n)+ {4}api_port: 6443$/,
    );
    expect(await decrypted(after)).toBe('S3cret');
  });

  it('writes the vault id into the header', async () => {
    const result = await encrypt(inventory('    token: S3cret'), 'encrypt-inline', { vaultId: 'prod' });
    expect((result as { after: string }).after).toContain('$ANSIBLE_VAULT;1.2;AES256;prod\n');
  });
});

describe('refusal', () => {
  it.each([
    ['there is no token', inventory('    api_port: 6443\n'), /no token/],
    [
      'it is encrypted',
      inventory('    token: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      00\n'),
      /no token/,
    ],
    ['it is a reference', inventory('    token: "{{ t }}"\n'), /no token/],
    [
      'it stands in a flow mapping',
      inventory('').replace('vars:\n', 'vars: {token: S3cret}\n'),
      /line of its own/,
    ],
    ['several are meant', `${inventory('    token: S3cret\n')}all:\n  vars:\n    token: other\n`, /several/],
  ])('when %s', async (_, text, reason) => {
    expect(await encrypt(text, 'encrypt-indirect')).toEqual({ refused: expect.stringMatching(reason) });
  });

  it('takes the one at the cursor when there are several', async () => {
    const text = `${inventory('    token: S3cret\n')}all:\n  vars:\n    token: other\n`;
    const result = await encrypt(text, 'encrypt-indirect', { offset: text.lastIndexOf('token') });
    expect(await decrypted((result as { after: string }).after)).toBe('other');
  });
});
