// The two engines beside each other, and the passwords Ansible's command takes from where ours takes them.
import { webcrypto as crypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { builtInEngine } from '../../server/src/core/index.ts';
import { ansibleVaultEngine } from '../../server/src/node/ansibleVaultEngine.ts';
import { findPython, requireTool } from '../support/oracle.ts';
import { chooseSeed } from '../support/seed.ts';
import { vaultCases } from '../support/vaultCases.ts';

const ours = builtInEngine(crypto);
const theirs = ansibleVaultEngine('ansible-vault');
const seed = chooseSeed('vault engines');
/** Each starts Python once or twice. */
const CASES = 12;

test.skipIf(!requireTool('ansible', findPython()))(
  'each engine decrypts what the other encrypts',
  async () => {
    const usable = vaultCases(seed).filter(
      ({ content, password, vaultId }) =>
        content.length < 1000 &&
        // What Ansible's own command cannot be given: a label with the sign that ends it, a NUL in the environment.
        !(vaultId ?? '').match(/[@ ]/) &&
        !password.includes(0) &&
        Buffer.from(password)
          .toString('latin1')
          .replace(/^[\r\n]+|[\r\n]+$/g, '') === Buffer.from(password).toString('latin1'),
    );
    for (const { content, password, vaultId } of usable.slice(0, CASES)) {
      const made = await theirs.encrypt(content, password, vaultId);
      expect(made, JSON.stringify(made)).toBeTypeOf('string');
      expect(await ours.decrypt(String(made), password)).toEqual(new Uint8Array(content));
      const sealed = String(await ours.encrypt(content, password, vaultId));
      expect(await theirs.decrypt(sealed, password)).toEqual(new Uint8Array(content));
    }
    const sealed = String(await ours.encrypt(Buffer.from('x'), 'pw'));
    expect(await theirs.decrypt(sealed, 'other')).toEqual({ error: 'wrong-password' });
    expect(await ansibleVaultEngine('/no/such/program').decrypt(sealed, 'pw')).toMatchObject({
      error: 'engine',
    });
  },
);
