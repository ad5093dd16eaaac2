import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../../../server/src/core/ansible/vault/bytes.ts';
import { decryptVault, encryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { builtInEngine } from '../../../server/src/core/index.ts';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const inventory = (vars: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        h1:\n  vars:\n${vars}`;

const engine = builtInEngine(webcrypto);

type Form = 'encrypt-indirect' | 'encrypt-inline';

async function encrypt(
  text: string,
  form: Form,
  extra: { vaultId?: string; offset?: number; version?: number } = {},
) {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  const { offset, ...rest } = extra;
  const position = offset === undefined ? {} : { position: lineColumnAt(createSourceText('', text), offset) };
  const request = { uri: uriOf('inventory.yml'), form, password: 'pw', ...position, ...rest };
  const outcome = await service.encryptSecret(request, engine);
  return 'refused' in outcome ? outcome : { after: applyRangeEdits(text, outcome.documents[0]?.edits ?? []) };
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
      inventory('    vault_token: "{{ other }}"\n    token: S3cret\n'),
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
    ['there is no token', inventory('    api_port: 6443\n'), /no secret/],
    [
      'it is encrypted',
      inventory('    token: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      00\n'),
      /no secret/,
    ],
    ['it is a reference', inventory('    token: "{{ t }}"\n'), /no secret/],
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

describe('an encrypted file of its own', () => {
  const at = (path: string) => uriOf(path);
  const text = inventory('    token: "S3cret"  # keep\n');
  const ask = (files: Record<string, string>, password = 'pw') =>
    createTestService(createMemoryFileSystem(files)).encryptSecret(
      { uri: at('inventory.yml'), form: 'encrypt-file', password },
      engine,
    );

  it('is made beside the inventory, for the group of the variable', async () => {
    const outcome = await ask({ 'inventory.yml': text });
    if ('refused' in outcome) throw new Error(outcome.refused);
    const { documents, created, renamed } = outcome;
    expect(applyRangeEdits(text, documents[0]?.edits ?? [])).toBe(
      text.replace('"S3cret"', '"{{ vault_token | trim }}"'),
    );
    expect(created.map(({ uri }) => uri)).toEqual([at('group_vars/k3s_cluster/vault.yml')]);
    expect(await plaintextOf(created[0]?.text)).toBe('---\nvault_token: "S3cret"\n');
    expect(renamed).toEqual([]);
  });

  it('takes the file that would no longer be read into its folder', async () => {
    const outcome = await ask({ 'inventory.yml': text, 'group_vars/k3s_cluster.yml': 'a: 1\n' });
    expect(outcome).toMatchObject({
      renamed: [{ from: at('group_vars/k3s_cluster.yml'), to: at('group_vars/k3s_cluster/main.yml') }],
    });
  });

  it('is extended with the same password, and keeps its label', async () => {
    const vault = await encryptVault(utf8Bytes('---\nvault_db: x\n'), 'pw', {
      crypto: webcrypto,
      vaultId: 'prod',
    });
    const path = 'group_vars/k3s_cluster/vault.yml';
    const outcome = await ask({ 'inventory.yml': text, [path]: String(vault) });
    if ('refused' in outcome) throw new Error(outcome.refused);
    const change = outcome.documents.find(({ uri }) => uri === at(path));
    const after = applyRangeEdits(String(vault), change?.edits ?? []);
    expect(after).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n/);
    expect(await plaintextOf(after)).toBe('---\nvault_db: x\nvault_token: "S3cret"\n');
    expect(await ask({ 'inventory.yml': text, [path]: String(vault) }, 'other')).toEqual({
      refused: expect.stringContaining('k3s_cluster/vault.yml: The password is another one'),
    });
  });

  it('is no file that is there in plain text', async () => {
    const files = { 'inventory.yml': text, 'group_vars/k3s_cluster/vault.yml': 'a: 1\n' };
    expect(await ask(files)).toEqual({ refused: expect.stringContaining('not encrypted') });
  });

  it('works for INI, where nothing else does', async () => {
    const ini =
      '[server]\nh1\n[agent]\nh2\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\napi_endpoint=h1\ntoken=S3cret\n';
    const service = createTestService(createMemoryFileSystem({ 'hosts.ini': ini }));
    const request = { uri: at('hosts.ini'), form: 'encrypt-file', password: 'pw' } as const;
    const outcome = await service.encryptSecret(request, engine);
    if ('refused' in outcome) throw new Error(outcome.refused);
    expect(applyRangeEdits(ini, outcome.documents[0]?.edits ?? [])).toBe(
      ini.replace('token=S3cret', 'token={{ vault_token | trim }}'),
    );
  });
});

describe('a secret inside of a value', () => {
  it.each([
    [
      '    server_config_yaml: |\n      agent-token: "S3$0cret77"  # x\n',
      'agent-token: "{{ vault_agent_token }}"  # x',
      'vault_agent_token',
    ],
    [
      '    server_config_yaml: |\n      datastore-endpoint: mysql://a:S3$0cret77@tcp(b)/c\n',
      'mysql://a:{{ vault_datastore_endpoint }}@tcp(b)/c',
      'vault_datastore_endpoint',
    ],
    [
      '    extra_server_args: "--agent-token S3$0cret77 -v 2"\n',
      '"--agent-token {{ vault_agent_token }} -v 2"',
      'vault_agent_token',
    ],
    [
      '    extra_install_envs:\n      K3S_AGENT_TOKEN: S3$0cret77\n',
      'K3S_AGENT_TOKEN: "{{ vault_k3s_agent_token }}"',
      'vault_k3s_agent_token',
    ],
    [
      '    extra_service_envs:\n      - K3S_AGENT_TOKEN=S3$0cret77\n',
      '- K3S_AGENT_TOKEN={{ vault_k3s_agent_token }}',
      'vault_k3s_agent_token',
    ],
  ])('%s', async (written, expected, name) => {
    const text = inventory(written);
    const result = await encrypt(text.replace('$0', ''), 'encrypt-indirect', { offset: text.indexOf('$0') });
    const { after } = result as { after: string };
    expect(after).toContain(expected);
    expect(after).toMatch(new RegExp(`\\n {4}${name}: !vault \\|\\n`));
    expect(await decrypted(after)).toBe('S3cret77');
  });
});

async function plaintextOf(vaultText = ''): Promise<string> {
  const bytes = await decryptVault(vaultText, 'pw', webcrypto);
  return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes.error;
}
