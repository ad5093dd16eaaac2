// Which values keep their ciphertext until they are written as YAML, compared with the real Ansible over random ways
// through inventories.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../server/src/core/ansible/discovery/inventorySources.ts';
import { createDocumentCache } from '../../server/src/core/ansible/files/documents.ts';
import { buildInventoryModel } from '../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { coreOfName, isCoreName } from '../../server/src/core/ansible/target/targetCore.ts';
import { createScopes } from '../../server/src/core/ansible/templates/scope.ts';
import { type Evaluation, evaluateTemplate } from '../../server/src/core/jinja/evaluate.ts';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { evaluateWithAnsible, type Truth } from '../support/ansibleEvaluate.ts';
import { ciphertextFiles, WRITTEN_ENCRYPTED, WRITTEN_PLAIN } from '../support/ciphertextWays.ts';
import { findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { type VaultChains, writeVaultChains } from '../support/vaultChains.ts';

const CHAINS = Number(process.env.CHAINS ?? 500);
const IN_ONE = 50;

/** How the roles write it. */
const written = (name: string): string => `{{ {} | combine({'token': ${name}}) | to_nice_yaml }}`;

/** Since ansible-core 2.21 `to_nice_yaml` decrypts what it writes. */
const writesCiphertext = ({ version }: RealAnsible): boolean =>
  isCoreName(version) && coreOfName(version).ciphertext === 'written';

type Way = 'ciphertext' | 'text' | 'fails' | 'unknown';

const theirWay = (truth: Truth): Way =>
  'error' in truth ? 'fails' : truth.value.includes('$ANSIBLE_VAULT') ? 'ciphertext' : 'text';

function ourWay(result: Evaluation, vaulted: Way): Way {
  if (result.known) return 'text';
  if ('error' in result) return 'fails';
  return result.isVaulted ? vaulted : 'unknown';
}

async function ownWays(folder: string, chains: VaultChains, ansible: RealAnsible): Promise<Way[]> {
  const disk = createDiskFileSystem();
  const { input } = await loadInventory(disk, createDocumentCache(disk), {
    sources: [fileUri(join(folder, 'inventory.yml'))],
    playbookFolders: [fileUri(join(folder, 'play'))],
  });
  const model = buildInventoryModel(input, { afterFatal: 'stop' });
  const scope = createScopes(model, { others: 'undefined', dialect: ansible.dialect })(chains.host);
  const vaulted = ansible.dialect === 'text' || writesCiphertext(ansible) ? 'ciphertext' : 'text';
  return chains.names.map((name) =>
    scope ? ourWay(evaluateTemplate(`{{ ${name} }}`, scope), vaulted) : 'unknown',
  );
}

function lay(folder: string, { files }: Pick<VaultChains, 'files'>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe.each(findAnsibles())('the ways seen in real runs, $version', (ansible) => {
  it('are those that the fast tests expect', { timeout: 120_000 }, async () => {
    const root = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
    try {
      const rows = [...WRITTEN_ENCRYPTED, ...WRITTEN_PLAIN];
      const jobs = rows.map((text, index) => {
        const folder = join(root, String(index));
        const name = text.startsWith('api_endpoint') ? 'api_endpoint' : 'token';
        const files = ciphertextFiles({ text, at: 'group_vars/all.yml' });
        // The roles make a fact of it before they write it.
        const fact = `k3s_server_config: "{{ {} | combine({'token': ${name}}) }}"\n`;
        lay(folder, { files: { ...files, 'host_vars/node1.yml': fact } });
        const hosts = { node1: ['{{ k3s_server_config | to_nice_yaml }}'] };
        return { sources: [join(folder, 'inventory.yml')], basedir: folder, hosts };
      });
      const answers = await evaluateWithAnsible(ansible, jobs, { password: 'fixture' });
      const encrypted = rows.filter((_, index) => {
        const [truth] = (answers[index] as Readonly<Record<string, readonly Truth[]>>).node1 ?? [];
        return truth && theirWay(truth) === 'ciphertext';
      });
      expect(encrypted).toEqual(writesCiphertext(ansible) ? WRITTEN_ENCRYPTED : []);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe.each(findAnsibles())('the ciphertext of a value, $version', (ansible) => {
  const seed = chooseSeed('ciphertext');

  // Of others only that none of them writes it.
  const count = writesCiphertext(ansible) ? CHAINS : Math.ceil(CHAINS / 5);

  it(`is written where it is called so, on ${count} ways (seed ${seed})`, { timeout: 300_000 }, async () => {
    const random = createRandom(seed);
    const root = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
    try {
      const cases = Array.from({ length: Math.ceil(count / IN_ONE) }, (_, index) => {
        const chains = writeVaultChains(random, IN_ONE);
        const folder = join(root, String(index));
        lay(folder, chains);
        return { chains, folder };
      });
      const answers = await evaluateWithAnsible(
        ansible,
        cases.map(({ chains, folder }) => ({
          sources: [join(folder, 'inventory.yml')],
          basedir: join(folder, 'play'),
          hosts: { [chains.host]: chains.names.map(written) },
        })),
        { password: 'fixture' },
      );
      const wrong: string[] = [];
      const counts = new Map<string, number>();
      for (const [index, { chains, folder }] of cases.entries()) {
        const ways = await ownWays(folder, chains, ansible);
        const truths = (answers[index] as Readonly<Record<string, readonly Truth[]>>)[chains.host] ?? [];
        for (const [at, name] of chains.names.entries()) {
          const [ours, truth] = [ways[at] ?? 'unknown', truths[at] ?? { error: 'no answer' }];
          const theirs = theirWay(truth);
          counts.set(`${theirs} ${ours}`, (counts.get(`${theirs} ${ours}`) ?? 0) + 1);
          const isMissed = ours === 'unknown' && theirs === 'ciphertext' && process.env.REASONS;
          if (ours === theirs || (ours === 'unknown' && !isMissed)) continue;
          const line = Object.values(chains.files)
            .join('\n')
            .split('\n')
            .find((one) => one.trim().startsWith(`${name}:`));
          wrong.push(
            `${line?.trim()}\n  own: ${ours}\n  Ansible: ${theirs} ${JSON.stringify(truth).slice(0, 60)}`,
          );
        }
      }
      process.stdout.write(`${ansible.version}, Ansible and own: ${JSON.stringify([...counts])}\n`);
      expect(wrong.slice(0, Number(process.env.SHOWN ?? 20)), `SEED=${seed}`).toEqual([]);
      const known = counts.get('ciphertext ciphertext') ?? 0;
      const total = known + (counts.get('ciphertext unknown') ?? 0);
      if (!writesCiphertext(ansible)) expect(total).toBe(0);
      else expect(known / total).toBeGreaterThan(0.8);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
