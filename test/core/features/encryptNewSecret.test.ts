// A secret that was never in plain text, and all secrets of a file at once.
import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { builtInEngine } from '../../../server/src/core/index.ts';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const engine = builtInEngine(webcrypto);
const uri = uriOf('inventory.yml');
const GENERATED = 'Tk7'.repeat(64).slice(0, 64);

const inventory = (vars: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        h1:\n  vars:\n    api_endpoint: h1\n${vars}`;

const serviceOf = (text: string, files: Record<string, string> = {}) =>
  createTestService(createMemoryFileSystem({ 'inventory.yml': text, ...files }));

const positionOf = (text: string, words: string) => ({
  position: lineColumnAt(createSourceText('', text), text.indexOf(words)),
});

async function created(text: string, place: object = {}, plaintext?: string) {
  const secret = plaintext === undefined ? {} : { plaintext };
  const request = { uri, password: 'pw', ...place, ...secret };
  const outcome = await serviceOf(text).encryptNewSecret(request, engine);
  return 'refused' in outcome ? outcome : { after: applyRangeEdits(text, outcome.documents[0]?.edits ?? []) };
}

/** The plain texts of all vault blocks, by the names of their variables. */
async function opened(text: string): Promise<Record<string, string>> {
  const blocks = [...text.matchAll(/(\w+): !vault \|\n((?: {6}.*\n?)+)/g)];
  const entries = blocks.map(async ([, name = '', block = '']) => {
    const bytes = await decryptVault(block, 'pw', webcrypto);
    return [name, bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes.error] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('a new secret', () => {
  it('takes the place of a sample token', async () => {
    const { after } = (await created(inventory('    token: changeme!  # ours\n'))) as { after: string };
    expect(await opened(after)).toEqual({ vault_token: GENERATED });
    expect(after).toMatch(/\n {4}token: "\{\{ vault_token \| trim \}\}" {2}# ours\n$/);
  });

  it('is announced by the name that it gets, also where the usual one is taken', async () => {
    const text = inventory('    token: changeme!\n    vault_token: of something else\n');
    const announced = await serviceOf(text).newSecretAt({ uri });
    const { after } = (await created(text)) as { after: string };
    expect(announced).toEqual({ name: Object.keys(await opened(after))[0] });
    expect(announced).not.toEqual({ name: 'vault_token' });
  });

  it.each(['token: ""\n', 'token:\n'])('takes the place of %j', async (line) => {
    const { after } = (await created(inventory(`    ${line}`))) as { after: string };
    expect(await opened(after)).toEqual({ vault_token: GENERATED });
    const { diagnoses } = await serviceOf(after).check(uri, {});
    expect(diagnoses.map(({ ruleId }) => ruleId)).toEqual(['k3s-version-missing']);
  });

  it('defines what the token refers to, under that name', async () => {
    const text = inventory('    token: "{{ vault_k3s | trim }}"\n');
    const { after } = (await created(text)) as { after: string };
    expect(await opened(after)).toEqual({ vault_k3s: GENERATED });
    expect(after).toContain('    token: "{{ vault_k3s | trim }}"\n');
    expect(await serviceOf(text).newSecretAt({ uri })).toEqual({ name: 'vault_k3s' });
  });

  it('is what was typed, for a name inside of a configuration', async () => {
    const text = inventory(
      '    use_external_database: true\n    server_config_yaml: |\n      datastore-endpoint: "{{ vault_store }}"\n',
    );
    const { after } = (await created(text, positionOf(text, 'vault_store'), 'postgres://u:p@h/k3s')) as {
      after: string;
    };
    expect(await opened(after)).toEqual({ vault_store: 'postgres://u:p@h/k3s' });
    expect(after).toContain('\n    server_config_yaml: |\n      datastore-endpoint: "{{ vault_store }}"\n');
  });

  it.each([
    ['an encrypted token', '    token: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      00\n'],
    [
      'a reference that is defined',
      '    vault_token: "{{ other }}"\n    token: "{{ vault_token | trim }}"\n',
    ],
    ['no token', '    api_port: 6443\n'],
  ])('replaces nothing where there is %s', async (_, vars) => {
    const refused = { refused: expect.stringMatching(/no token here/) };
    expect(await created(inventory(vars))).toEqual(refused);
    expect(await serviceOf(inventory(vars)).newSecretAt({ uri })).toEqual(refused);
  });

  it('is refused for another version of the document than was seen', async () => {
    expect(await created(inventory('    token: ""\n'), { version: 3 })).toHaveProperty('refused');
  });
});

describe('fixes', () => {
  const offersAt = async (text: string, words: string) => {
    const { position } = positionOf(text, words);
    return serviceOf(text).offerFixes(uri, { start: position, end: position }, {});
  };

  it.each(['changeme!', '""'])('from %s to an encrypted token are one', async (token) => {
    const text = inventory(`    token: ${token}\n`);
    const offers = await offersAt(text, token);
    expect(offers.filter((o) => o.request === 'generate-encrypted')).toMatchObject([{ preferred: true }]);
  });

  it('define what a token, and what another secret refers to', async () => {
    const text = inventory(
      '    token: "{{ vault_token | trim }}"\n    ansible_password: "{{ vault_login }}"\n',
    );
    expect((await offersAt(text, 'vault_token')).map((o) => o.request)).toContain('generate-encrypted');
    expect((await offersAt(text, 'vault_login')).map((o) => o.request)).toContain('type-encrypted');
  });

  it('are none where a file of secrets lies nearby', async () => {
    const text = inventory('    token: "{{ vault_token | trim }}"\n');
    const vault = '$ANSIBLE_VAULT;1.1;AES256\n3030\n';
    const service = serviceOf(text, { 'group_vars/all/vault.yml': vault });
    const { position } = positionOf(text, 'vault_token');
    const offers = await service.offerFixes(uri, { start: position, end: position }, {});
    expect(offers.filter((offer) => offer.request)).toEqual([]);
  });
});

describe('all secrets of a file', () => {
  it('are encrypted with one password, each under a name of its own', async () => {
    const text = inventory(
      '    token: S3cretS3cretS3cret\n    ansible_password: hunter22x\n    vault_login: Zk39skf93kAs\n    server_config_yaml: |\n      agent-token: Abcd1234Efgh\n',
    );
    const outcome = await serviceOf(text).encryptSecrets({ uri, password: 'pw' }, engine);
    if ('refused' in outcome) throw new Error(outcome.refused);
    const after = applyRangeEdits(text, outcome.documents[0]?.edits ?? []);
    expect(await opened(after)).toEqual({
      vault_token: 'S3cretS3cretS3cret',
      vault_ansible_password: 'hunter22x',
      vault_login: 'Zk39skf93kAs',
      vault_agent_token: 'Abcd1234Efgh',
    });
    expect(await serviceOf(after).plainSecretsIn({ uri })).toEqual({ secrets: [] });
  });

  it('are none in a file without any', async () => {
    const outcome = await serviceOf(inventory('')).encryptSecrets({ uri, password: 'pw' }, engine);
    expect(outcome).toEqual({ refused: expect.stringMatching(/no secret/) });
  });
});

describe('completion', () => {
  it('of the token, and of whole inventories, says that a token is to be made', async () => {
    const text = inventory('    tok');
    const { line, column } = positionOf(text, 'tok').position;
    const { items } = await serviceOf(text).completeAt(uri, { line, column: column + 3 });
    expect(items.find(({ label }) => label === 'token')).toMatchObject({ needsToken: true });
    expect(items.find(({ label }) => label === 'api_port')).not.toHaveProperty('needsToken');
    const whole = await serviceOf('').completeAt(uri, { line: 0, column: 0 });
    expect(whole.items.filter(({ kind }) => kind === 'snippet').every((item) => item.needsToken)).toBe(true);
  });
});
