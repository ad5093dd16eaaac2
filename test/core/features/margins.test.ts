import { describe, expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const HOSTS = `# our cluster
# of three
k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1 # the first

        s2: {}
    agent:
      hosts:
        a1:
  vars:
    k3s_version: v1.31.12+k3s1
    token: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      6231
    extra_manifests:
      - a.yml
      - b.yml
`;

async function foldedOf(text: string, limit = 5000, name = 'inventory.yml') {
  const service = createTestService(createMemoryFileSystem({ [name]: text }));
  const ranges = await service.foldingRangesOf(uriOf(name), limit);
  return ranges?.map(
    ({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`,
  );
}

describe('folding', () => {
  it('takes groups, hosts, values of several lines and comments, without blank lines at the end', async () => {
    expect(await foldedOf(HOSTS)).toEqual([
      '1-2 comment',
      '3-21',
      '4-13',
      '5-10',
      '6-10',
      '7-8',
      '11-13',
      '12-13',
      '14-21',
      '16-18 vault',
      '19-21',
    ]);
  });
  it('leaves out what lies deepest where there is a limit', async () => {
    expect(await foldedOf(HOSTS, 4)).toEqual(['1-2 comment', '3-21', '4-13', '14-21']);
  });
  it('folds the sections of an INI file', async () => {
    const text =
      '[server]\ns1\ns2\n\n[k3s_cluster:children]\nserver\n\n[k3s_cluster:vars]\ntoken=x\nk3s_version=v1.31.12+k3s1\n';
    expect(await foldedOf(text, 5000, 'hosts.ini')).toEqual(['1-3', '5-6', '8-10']);
  });
  it('leaves other files to the editor', async () => {
    expect(await foldedOf('a:\n  b: 1\n  c: 2\n', 5000, 'values.yml')).toBeUndefined();
  });
});

async function lensesOf(files: Record<string, string>, name: string) {
  const service = createTestService(createMemoryFileSystem(files));
  const lenses = await service.codeLensesOf(uriOf(name));
  return lenses.map(
    ({ start, title, action }) => `${start.line + 1} ${title}${action ? ` (${action})` : ''}`,
  );
}

describe('code lenses', () => {
  it('count the machines of the cluster, and offer what can be done with what is encrypted', async () => {
    expect(await lensesOf({ 'inventory.yml': HOSTS }, 'inventory.yml')).toEqual([
      '5 2 servers',
      '11 1 agent',
      '16 encrypted',
      '7 what s1 gets',
      '10 what s2 gets',
      '13 what a1 gets',
      '16 View (view)',
      '16 Edit (edit)',
      '16 Change password (rekey)',
      '16 the password is typed (explain)',
    ]);
  });
  it('say how the token is kept, where that is known', async () => {
    const above = async (token: string): Promise<readonly string[]> =>
      (await lensesOf({ 'inventory.yml': HOSTS.replace(/ {4}\w*token: [\s\S]*/, token) }, 'inventory.yml'))
        .filter((lens) => /^\d+ (?:encrypted|plain text|a sample)/.test(lens))
        .map((lens) => lens.replace(/^\d+ /, ''));
    const vault = '!vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      6231\n';
    expect(await above(`    token: ${vault}`)).toEqual(['encrypted']);
    expect(await above('    token: Rw7fK2xPqT9dLmV4sYbN8hJc\n')).toEqual(['plain text']);
    expect(await above('    token: changeme!\n')).toEqual(['a sample, not a secret']);
    expect(await above(`    token: "{{ vault_token | trim }}"\n    vault_token: ${vault}`)).toEqual([
      expect.stringMatching(/^encrypted in inventory\.yml:\d+$/),
    ]);
    // Nothing proves where these come from.
    expect(await above('    token: "{{ vault_token }}"\n')).toEqual([]);
    expect(await above("    token: \"{{ lookup('env', 'K3S_TOKEN') }}\"\n")).toEqual([]);
  });
  it('leave a file with many nodes to its text', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `        w${index}:\n`).join('');
    const lenses = await lensesOf({ 'inventory.yml': HOSTS.replace('        a1:\n', many) }, 'inventory.yml');
    expect(lenses.filter((lens) => lens.includes('gets'))).toEqual([]);
  });
  it('stand above a file that is encrypted as a whole', async () => {
    const files = {
      'inventory.yml': HOSTS,
      'group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n6231\n',
    };
    expect(await lensesOf(files, 'group_vars/all/vault.yml')).toEqual([
      '1 View (view)',
      '1 Edit (edit)',
      '1 Change password (rekey)',
      '1 the password is typed (explain)',
    ]);
  });
  it('know the groups that the inventory names itself', async () => {
    const text = HOSTS.replace('    server:', '    masters:').replace(
      '  vars:',
      '  vars:\n    server_group: masters',
    );
    expect((await lensesOf({ 'inventory.yml': text }, 'inventory.yml'))[0]).toBe('5 2 servers');
  });
  it('say nothing in what is no inventory', async () => {
    expect(await lensesOf({ 'values.yml': 'server:\n  hosts: 2\n' }, 'values.yml')).toEqual([]);
  });
});
