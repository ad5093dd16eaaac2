// A file that is encrypted as a whole lies beside the inventory, as in most of them: what it has no part in is reported as
// without it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseFixture } from '../../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';
import { VAULT_TEXT } from '../../support/vaultText.ts';

const room = join(import.meta.dirname, '../../fixtures/rules');
const fixtures = readdirSync(room).flatMap((ruleId) =>
  readdirSync(join(room, ruleId)).flatMap((name) =>
    /^(?:bad|good)[^.]*\.(?:yml|ini)$/.test(name) ? [[ruleId, name] as const] : [],
  ),
);

/** Findings that are no longer reported, in which fixtures, and why they may not be. */
const SILENT: readonly (readonly [rule: string, fixtures: RegExp, why: string])[] = [
  ['token-missing', /./, 'a vault that nothing points at holds what the roles take by its name: the token'],
  ['upstream-upgrade-token', /./, 'the same'],
  ['k3s-data-dir-without-token', /./, 'the same'],
  ['token-empty', /bad-default/, 'default() stands behind a name that the vault may define'],
  ['jinja-undefined-variable', /bad-vault/, 'the vault may define what says that it is from one'],
  ['jinja-undefined-variable', /bad-left-out|good-login/, 'no vault_ name is used: it may hold any other'],
  [
    'value-missing',
    /^bad(?:-commented|-referenced|-taint)?[.]/,
    'it holds what the roles take by its name: the token',
  ],
  ['jinja-default-omit', /^(?!bad-condition)/, 'the vault may define the name that stands before default'],
  ['servers-not-joined', /./, 'a token in it would show that a fork joins them'],
  ['k3s-version-missing', /bad-airgap\.yml/, 'a name that is no secret is defined nowhere else'],
];

type Files = Readonly<Record<string, string>>;

async function look(main: string, files: Files): Promise<readonly string[]> {
  const { diagnoses } = await createTestService(createMemoryFileSystem(files)).check(uriOf(main), {});
  return diagnoses
    .filter(({ ruleId }) => ruleId !== 'source-out-of-sight')
    .map(({ uri, start, severity, ruleId }) => `${uri}:${start.line + 1} ${severity} ${ruleId}`);
}

/** In a folder, which would put a file of the same name out of use. */
function vaultBeside(files: Files): string {
  const isTaken = (group: string): boolean =>
    ['', '.yml', '.yaml', '.json'].some((ending) => `group_vars/${group}${ending}` in files);
  return `group_vars/${['all', 'k3s_cluster'].find((group) => !isTaken(group)) ?? 'server'}/vault.yml`;
}

it.each(fixtures)('%s: %s', async (ruleId, name) => {
  const main = name.endsWith('.ini') ? 'inventory.ini' : 'inventory.yml';
  const { files } = parseFixture(readFileSync(join(room, ruleId, name), 'utf8'), main);
  const before = await look(main, files);
  const silent = SILENT.filter(([, names]) => names.test(name)).map(([rule]) => rule);
  const expected = before.filter((line) => !silent.some((rule) => line.endsWith(` ${rule}`)));
  expect(await look(main, { ...files, [vaultBeside(files)]: VAULT_TEXT })).toEqual(expected);
});

const HOSTS = `k3s_cluster:
  children:
    server: { hosts: { s1: { ansible_host: 10.0.0.1 }, s2: { ansible_host: 10.0.0.2 }, s3: { ansible_host: 10.0.0.3 } } }
    agent: { hosts: { a1: { ansible_host: 10.0.0.4 } } }
`;

async function messages(files: Files): Promise<readonly string[]> {
  const { diagnoses } = await createTestService(createMemoryFileSystem(files)).check(
    uriOf('inventory.yml'),
    {},
  );
  return diagnoses.map(({ severity, ruleId, message }) => `${severity} ${ruleId} ${message}`);
}

const about = (ruleId: string) => expect.stringMatching(new RegExp(`^(?:error|warning) ${ruleId} `));

it('says what would make it untrue', async () => {
  const found = await messages({
    'inventory.yml': `${HOSTS}  vars: { k3s_version: v1.31.12+k3s1, token: "{{ vault_token }}" }\n`,
    'group_vars/all/vault.yml': VAULT_TEXT,
  });
  expect(found).toContainEqual(
    expect.stringMatching(/^error api-endpoint-missing .* That is, unless vault\.yml sets api_endpoint\.$/),
  );
});

it('says no such thing of a value that outranks the file', async () => {
  const found = await messages({
    'inventory.yml': HOSTS.replace('10.0.0.1 }', '10.0.0.1, token: "" }'),
    'group_vars/all/vault.yml': VAULT_TEXT,
  });
  expect(found.filter((line) => line.includes('token-empty'))).toEqual([
    expect.not.stringContaining('unless'),
  ]);
});

it.each([
  ['the one file of the group', {}, 'group_vars/k3s_cluster.yml'],
  ['the file of a group that is called vault', {}, 'group_vars/vault.yml'],
  ['a file without a word of secrets', {}, 'group_vars/all/main.yml'],
  [
    'a vault of which other things are wanted',
    { 'group_vars/server.yml': 'domain: "{{ base }}"\n' },
    'group_vars/all/vault.yml',
  ],
  [
    'a vault of which it is wanted',
    { 'group_vars/server.yml': 'domain: "{{ api_endpoint }}"\n' },
    'group_vars/all/vault.yml',
  ],
])('leaves open what may stand in %s', async (_, files, vault) => {
  const inventory = HOSTS.replace('    agent', '    vault: { children: { server: , agent: } }\n    agent');
  const found = await messages({ 'inventory.yml': inventory, ...files, [vault]: VAULT_TEXT });
  expect(found).not.toContainEqual(about('api-endpoint-missing'));
});

it.each([
  ['that hold secrets by their own names', 'ansible_become_password: "{{ become_password }}"'],
  ['that a template reads', 'motd: "{{ greeting | default(\'hello\') }}"'],
])('reports what stands in no file beside vaults %s', async (_, line) => {
  const found = await messages({
    'inventory.yml': HOSTS,
    'group_vars/all/vars.yml': `${line}\n`,
    'group_vars/all/vault.yml': VAULT_TEXT,
  });
  expect(found).toContainEqual(about('api-endpoint-missing'));
});
