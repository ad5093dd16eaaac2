// Compares the vault with Ansible's own: what one encrypts the other decrypts, what one refuses the other does.
import { webcrypto as crypto } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { decryptVault, encryptVault } from '../../server/src/core/ansible/vault/vault.ts';
import { vaultBlock } from '../../server/src/core/ansible/vault/vaultBlock.ts';
import { parseVaultEnvelope } from '../../server/src/core/ansible/vault/vaultEnvelope.ts';
import { askAnsibleVault, base64, type VaultRequest } from '../support/ansibleVault.ts';
import { findAnsibles } from '../support/oracle.ts';
import { chooseSeed } from '../support/seed.ts';
import { damages, tamperings, type VaultCase, vaultCases } from '../support/vaultCases.ts';

const seed = chooseSeed('vault');

async function encrypt({ content, password, vaultId }: VaultCase): Promise<string> {
  const options = { crypto, ...(vaultId !== undefined && { vaultId }) };
  const vaultText = await encryptVault(content, password, options);
  if (typeof vaultText !== 'string') throw new Error(vaultText.error);
  return vaultText;
}

/** The outcome in Ansible's shape, the error's name in place of its words. */
async function decrypt(vaultText: string, password: Uint8Array) {
  const plaintext = await decryptVault(vaultText, password, crypto);
  return 'error' in plaintext ? { refusal: plaintext.error } : { value: base64(plaintext) };
}

const inBlock = (vaultText: string, keyIndent: number, blockIndent: number): string =>
  `${keyIndent > 0 ? 'outer:\n' : ''}${' '.repeat(keyIndent)}token: ${vaultBlock(vaultText, blockIndent)}\n`;

/** The header, and the length of every other line. */
const shapeOf = (vaultText: string) => vaultText.split('\n').map((line, i) => (i === 0 ? line : line.length));

describe.each(findAnsibles())('vault, $version', (ansible) => {
  const ask = (requests: readonly VaultRequest[]) => askAnsibleVault(ansible, requests);
  const cases = vaultCases(seed);
  let encrypted: readonly string[] = [];
  beforeAll(async () => {
    encrypted = await Promise.all(cases.map(encrypt));
  });

  test('Ansible decrypts what the core encrypts', () => {
    const answers = ask(
      cases.map(({ password }, i) => ({ kind: 'decrypt', password, data: encrypted[i] ?? '' })),
    );
    expect(answers).toEqual(cases.map(({ content }) => ({ value: base64(content) })));
  });

  test('the core decrypts what Ansible encrypts, and both write the same form', async () => {
    const answers = ask(cases.map(({ content, ...rest }) => ({ kind: 'encrypt', data: content, ...rest })));
    const theirs = answers.map((answer) =>
      'value' in answer ? Buffer.from(answer.value, 'base64').toString() : '',
    );
    const ours = theirs.map((vaultText, i) => decrypt(vaultText, cases[i]?.password ?? new Uint8Array()));
    expect(await Promise.all(ours)).toEqual(cases.map(({ content }) => ({ value: base64(content) })));
    for (const [i, { vaultId }] of cases.entries()) {
      const envelope = parseVaultEnvelope(theirs[i] ?? '');
      expect(envelope.problems).toEqual([]);
      expect(envelope.vaultId).toBe(vaultId === 'default' ? undefined : vaultId);
      expect(shapeOf(encrypted[i] ?? '')).toEqual(shapeOf(theirs[i] ?? ''));
    }
  });

  test('another password is refused', async () => {
    for (const [i, { password }] of cases.slice(0, 50).entries()) {
      const wrong = Buffer.concat([password, Buffer.from('x')]);
      expect(await decrypt(encrypted[i] ?? '', wrong)).toEqual({ refusal: 'wrong-password' });
    }
  });

  test('a !vault block is read at every indentation, by both', async () => {
    const some = cases.filter(({ content }) => content.length < 1000);
    const inline = await Promise.all(
      Array.from({ length: 21 }, async (_, keyIndent) => {
        const one = some[keyIndent];
        if (!one) throw new Error('too few cases');
        const yaml = inBlock(await encrypt(one), keyIndent, keyIndent + 1 + (keyIndent % 10));
        return { ...one, yaml: keyIndent % 2 ? yaml.replaceAll('\n', '\r\n') : yaml };
      }),
    );
    const expected = inline.map(({ content }) => ({ value: base64(content) }));
    expect(ask(inline.map(({ password, yaml }) => ({ kind: 'inline', password, data: yaml })))).toEqual(
      expected,
    );
    const ours = inline.map(({ password, yaml }) =>
      decrypt(yaml.slice(yaml.indexOf('\n', yaml.indexOf('|')) + 1), password),
    );
    expect(await Promise.all(ours)).toEqual(expected);
  });

  test('one changed digit is refused, wherever it stands', async () => {
    const content = Buffer.from('K10secret');
    const password = Buffer.from('pw');
    const texts = [...tamperings(await encrypt({ content, password, vaultId: 'dev' }))];
    const theirs = ask(texts.map((data) => ({ kind: 'decrypt', password, data })));
    const harmless = [];
    for (const [i, vaultText] of texts.entries()) {
      const ours = await decrypt(vaultText, password);
      expect(Object.keys(ours)).toEqual(Object.keys(theirs[i] ?? {}));
      if ('value' in ours) harmless.push(ours.value);
    }
    // Where the changed digit makes `61` (a) of `41` (A), both mean the same byte.
    expect(harmless.every((value) => value === base64(content))).toBe(true);
    expect(harmless.length).toBeLessThan(texts.length / 20);
  });

  test('a damaged text is refused when Ansible refuses it, and for no other reason', async () => {
    const sound = await Promise.all(
      cases.slice(0, 10).map(async (one) => ({ ...one, text: await encrypt(one) })),
    );
    const damaged = damages(seed, 600).flatMap((damage, i) => {
      const one = sound[i % sound.length];
      return one ? [{ password: one.password, data: damage(one.text) }] : [];
    });
    const theirs = ask(damaged.map((one) => ({ kind: 'decrypt', ...one })));
    for (const [i, { data, password }] of damaged.entries()) {
      const ours = await decrypt(data, password);
      const answer = theirs[i];
      if (answer && 'value' in answer) expect(ours, JSON.stringify(data)).toEqual(answer);
      else expect(ours, `${JSON.stringify(data)}: ${answer?.refusal}`).toHaveProperty('refusal');
      if ('refusal' in ours && ours.refusal === 'wrong-password') {
        expect(answer).toHaveProperty('refusal', expect.stringContaining('no vault secrets were found'));
      }
    }
  });
});
