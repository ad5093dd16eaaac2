// What is said of a vault block without its password, beside what Ansible says of it with the password.
import { webcrypto as crypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encryptVault } from '../../server/src/core/ansible/vault/vault.ts';
import { askAnsibleVault } from '../support/ansibleVault.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { findAnsibles } from '../support/oracle.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTestService } from '../support/service.ts';
import { damages, vaultCases } from '../support/vaultCases.ts';

const seed = chooseSeed('vault blocks');

const block = (vaultText: string, margin: string): string =>
  `token: !vault |\n${vaultText.replace(/^(?=.)/gm, margin)}`;

const inventory = (vaultText: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        node1:\n  vars:\n    k3s_version: v1.31.4+k3s1\n    api_endpoint: node1\n    ${block(vaultText, '      ')}\n`;

/** Whether an error is reported at the block, or of the file because of it. */
async function isRefused(vaultText: string): Promise<boolean> {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': inventory(vaultText) }));
  const { diagnoses, recognition } = await service.check(uriOf('inventory.yml'), {});
  // A file that is no YAML any more may not be recognised at all.
  return recognition.kind !== 'k3s-ansible' || diagnoses.some(({ severity }) => severity === 'error');
}

describe.each(findAnsibles())('vault blocks, $version', (ansible) => {
  const cases = vaultCases(seed).filter(({ content }) => content.length < 500);

  test('every block that ansible-vault makes is sound', async () => {
    const some = cases.slice(0, 200);
    const answers = askAnsibleVault(
      ansible,
      some.map(({ content, ...rest }) => ({ kind: 'encrypt', data: content, ...rest })),
    );
    for (const answer of answers) {
      const text = 'value' in answer ? Buffer.from(answer.value, 'base64').toString() : '';
      expect(await isRefused(text), text).toBe(false);
    }
  });

  test('a damaged block is refused when Ansible refuses it for its form, and no other', async () => {
    const sound = await Promise.all(
      cases.slice(0, 10).map(async ({ content, password, vaultId }) => ({
        password,
        text: String(await encryptVault(content, password, { crypto, ...(vaultId && { vaultId }) })),
      })),
    );
    const damaged = damages(seed, 400).flatMap((damage, i) => {
      const one = sound[i % sound.length];
      // These end a line in YAML 1.1 or are forbidden in it: no matter of vault texts.
      const text = one ? damage(one.text) : '';
      return one && !/[\0\v\u2028\uFEFF]/.test(text) ? [{ password: one.password, text }] : [];
    });
    const theirs = askAnsibleVault(
      ansible,
      damaged.map(({ password, text }) => ({ kind: 'inline', password, data: block(text, '  ') })),
    );
    const counts = { sound: 0, broken: 0, otherBytes: 0 };
    for (const [i, { text }] of damaged.entries()) {
      const answer = theirs[i];
      const refusal = answer && 'refusal' in answer ? answer.refusal : undefined;
      // The bytes are others. Only the password shows it, unless their number is never written.
      const isOtherBytes = /no vault secrets were found/.test(refusal ?? '');
      const refused = await isRefused(text);
      if (!refused || !isOtherBytes)
        expect(refused, `${JSON.stringify(text)}: ${refusal}`).toBe(refusal !== undefined && !isOtherBytes);
      if (refused) counts.broken++;
      else if (isOtherBytes) counts.otherBytes++;
      else counts.sound++;
    }
    process.stdout.write(`vault blocks: ${JSON.stringify(counts)}\n`);
  });
});
