// The two engines beside each other, and the passwords Ansible's command takes from where ours takes them.
import { webcrypto as crypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtInEngine } from '../../server/src/core/index.ts';
import { ansibleVaultEngine } from '../../server/src/node/ansibleVaultEngine.ts';
import { findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { chooseSeed } from '../support/seed.ts';
import { vaultCases } from '../support/vaultCases.ts';

const ours = builtInEngine(crypto);
const seed = chooseSeed('vault engines');
/** Each starts Python once or twice. */
const CASES = 6;

const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A command that is this version's ansible-vault. */
function commandOf({ version, python, environment }: RealAnsible): string {
  const path = join(folder, version);
  const variables = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  const line = ['exec', 'env', ...variables, python, '-m', 'ansible.cli.vault', '"$@"'].join(' ');
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o700 });
  return path;
}

test.each(findAnsibles())(
  'our engine and that of Ansible $version decrypt what the other encrypts',
  async (ansible) => {
    const theirs = ansibleVaultEngine(commandOf(ansible));
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
