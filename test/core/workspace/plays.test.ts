// Which variables the plays that install K3s see: those beside playbooks, and those that the plays give themselves.
// What Ansible does was tried with ansible-core 2.14 and 2.19.
import { describe, expect, it } from 'vitest';
import { effectiveVariable } from '../../../server/src/core/ansible/model/queries.ts';
import { createLanguageService } from '../../../server/src/core/index.ts';
import { clusterHosts } from '../../../server/src/core/k3s/cluster.ts';
import { namesPassedIn } from '../../../server/src/core/k3s/plays/passed.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, ROOT, uriOf } from '../../support/memoryFileSystem.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1:
    agent:
      hosts:
        node2:
  vars:
    api_endpoint: node1
`;
const WHERE = 'inventory/hosts.yml';
type Files = Readonly<Record<string, string>>;

async function analysisOf(files: Files) {
  const fileSystem = createMemoryFileSystem({ [WHERE]: INVENTORY, '.git/HEAD': '', ...files });
  const [analysis] = await createWorkspace(fileSystem).analyze({ sources: [uriOf(WHERE)] });
  if (!analysis) throw new Error('no analysis');
  return analysis;
}

/** The file that gives k3s_version to each node, or nothing. */
async function givenBy(files: Files): Promise<readonly string[]> {
  const { context } = await analysisOf(files);
  return clusterHosts(context.model).all.map((name) => {
    const found = effectiveVariable(context.model, name, 'k3s_version');
    return found ? found.definition.uri.slice(ROOT.length + 1) : 'nothing';
  });
}

async function findingsOf(files: Files): Promise<readonly string[]> {
  const fileSystem = createMemoryFileSystem({ [WHERE]: INVENTORY, '.git/HEAD': '', ...files });
  const service = createLanguageService(fileSystem, {
    randomToken: () => '',
    onRuleError: (rule, error) => {
      throw new Error(rule, { cause: error });
    },
  });
  const { diagnoses } = await service.check({ sources: [uriOf(WHERE)] }, {});
  return diagnoses
    .filter(({ ruleId }) => /version|unused|group-missing/.test(ruleId))
    .map(({ uri, severity, ruleId }) => `${severity} ${ruleId} ${uri.slice(ROOT.length + 1)}`);
}

const VERSION = 'k3s_version: v1.31.12+k3s1\n';
const OWN = '- hosts: server:agent\n  roles: [k3s_server, k3s_agent]\n';
const COLLECTION = '- import_playbook: k3s.orchestration.site\n';

describe('variables beside a playbook', () => {
  it.each<[string, Files, string]>([
    ['whose plays install', { 'group_vars/all.yml': VERSION, 'site.yml': OWN }, 'group_vars/all.yml'],
    [
      'in a folder of its own',
      { 'playbooks/group_vars/all.yml': VERSION, 'playbooks/site.yml': OWN },
      'playbooks/group_vars/all.yml',
    ],
    [
      'that another one imports',
      {
        'playbooks/group_vars/all.yml': VERSION,
        'playbooks/k3s.yml': OWN,
        'site.yml': '- import_playbook: playbooks/k3s.yml\n',
      },
      'playbooks/group_vars/all.yml',
    ],
    [
      'with unknown roles',
      { 'group_vars/all.yml': VERSION, 'site.yml': '- hosts: server\n  roles: [mine]\n' },
      'group_vars/all.yml',
    ],
    [
      'that cannot be read',
      { 'group_vars/all.yml': VERSION, 'site.yml': '- hosts: server\n  roles: [\n' },
      'group_vars/all.yml',
    ],
    [
      'that installs itself, and another one that imports',
      { 'group_vars/all.yml': VERSION, 'a.yml': COLLECTION, 'b.yml': OWN },
      'group_vars/all.yml',
    ],
  ])('count: one %s', async (_, files, expected) => {
    expect(await givenBy(files)).toEqual([expected, expected]);
    expect(await findingsOf(files)).toEqual([]);
  });

  it.each<[string, Files, string]>([
    ['the collection', { 'site.yml': COLLECTION }, 'error'],
    [
      'the collection, with plays of its own around',
      { 'site.yml': `- hosts: server\n  roles: [common]\n${COLLECTION}` },
      'error',
    ],
    ['another folder', { 'site.yml': '- import_playbook: deploy/k3s.yml\n', 'deploy/k3s.yml': OWN }, 'error'],
    [
      'a checkout that is not there',
      { 'site.yml': '- import_playbook: k3s-ansible/playbooks/site.yml\n' },
      'error',
    ],
    ['nothing: there is no playbook', {}, 'warning'],
  ])('do not count for what is imported from %s', async (_, files, severity) => {
    const all = { 'group_vars/all.yml': VERSION, ...files };
    expect(await givenBy(all)).toEqual(['nothing', 'nothing']);
    expect(await findingsOf(all)).toEqual([`${severity} variable-defined-in-unused-file group_vars/all.yml`]);
  });

  it('of another inventory without a playbook are its own', async () => {
    const files = { 'group_vars/all.yml': VERSION, 'hosts.yml': INVENTORY };
    expect(await findingsOf(files)).toEqual(['error k3s-version-missing inventory/hosts.yml']);
  });
});

describe('what a play gives', () => {
  it.each<[string, Files, string]>([
    [
      'in vars_files',
      { 'site.yml': OWN.replace('\n', '\n  vars_files: [v.yml]\n'), 'v.yml': VERSION },
      'v.yml',
    ],
    [
      'in vars_files, from the folder vars',
      {
        'site.yml': OWN.replace('\n', '\n  vars_files: [v.yml]\n'),
        'v.yml': 'a: 1\n',
        'vars/v.yml': VERSION,
      },
      'vars/v.yml',
    ],
    ['in vars', { 'site.yml': OWN.replace('\n', `\n  vars: {${VERSION.trim()}}\n`) }, 'site.yml'],
    ['to a collection', { 'site.yml': `${COLLECTION}  vars: {${VERSION.trim()}}\n` }, 'site.yml'],
    [
      'over what it has itself',
      {
        'site.yml': `- import_playbook: k/k3s.yml\n  vars: {${VERSION.trim()}}\n`,
        'k/k3s.yml': OWN.replace('\n', '\n  vars: {k3s_version: v1}\n'),
      },
      'site.yml',
    ],
    [
      'over host_vars',
      {
        'site.yml': `${COLLECTION}  vars: {${VERSION.trim()}}\n`,
        'inventory/host_vars/node1.yml': 'k3s_version: v1.30.1+k3s1\n',
        'inventory/group_vars/agent.yml': 'k3s_version: v1.30.1+k3s1\n',
      },
      'site.yml',
    ],
  ])('%s', async (_, files, expected) => {
    expect(await givenBy(files)).toEqual([expected, expected]);
    expect(await findingsOf(files)).toEqual([]);
  });

  it.each<[string, string, Files?]>([
    ['a file by a name that is a template', OWN.replace('\n', '\n  vars_files: ["{{ env }}.yml"]\n')],
    ['a file that is not there', OWN.replace('\n', '\n  vars_files: [secret.yml]\n')],
    ['a role’s parameters', '- hosts: server\n  roles: [{role: k3s_server, k3s_version: v1}]\n'],
    [
      'a fact',
      '- hosts: all\n  tasks: [{set_fact: {k3s_version: v1}}]\n- hosts: server\n  roles: [k3s_server]\n',
    ],
    ['a question', '- hosts: server\n  vars_prompt: [{name: k3s_version}]\n  roles: [k3s_server]\n'],
    [
      'a task',
      '- hosts: server\n  pre_tasks: [{include_vars: v.yml}]\n  roles: [k3s_server]\n',
      { 'vars/v.yml': VERSION },
    ],
    [
      'one of several plays',
      `${OWN}- hosts: server:agent\n  vars_files: [v.yml]\n  roles: [k3s_upgrade]\n`,
      { 'v.yml': VERSION },
    ],
  ])('perhaps: %s', async (_, playbook, files = {}) => {
    expect(await findingsOf({ 'site.yml': playbook, ...files })).toEqual([]);
  });

  it('may be the groups', async () => {
    const playbook = '- hosts: all\n  tasks: [{group_by: {key: server}}]\n';
    const inventory = 'k3s_cluster:\n  hosts:\n    a:\n  vars:\n    api_endpoint: a\n';
    expect(await findingsOf({ [WHERE]: inventory })).toContain(`error group-missing ${WHERE}`);
    expect(await findingsOf({ [WHERE]: inventory, 'site.yml': playbook })).toEqual([]);
  });
});

describe('what is passed with -e', () => {
  it('is reported where a text nearby says so', async () => {
    const readme = '# Run\n\n    ansible-playbook site.yml -e k3s_version=v1.31.12+k3s1\n';
    expect(await findingsOf({ 'README.md': readme, 'site.yml': OWN })).toEqual([
      `info k3s-version-missing ${WHERE}`,
    ]);
  });

  it.each<[string, Files, string]>([
    ['that is not there', {}, 'info'],
    ['that is encrypted', { 'vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n' }, 'info'],
    ['that defines it', { 'vars/all.yml': 'token: x\nk3s_version: v1.31.12+k3s1\n' }, 'info'],
    ['that does not define it', { 'vars/all.yml': 'token: x\n' }, 'error'],
  ])('may stand in a file %s', async (_, files, severity) => {
    const readme = '# Run\n\n```\nansible-playbook site.yml -i hosts.yml -e @vars/all.yml\n```\n';
    expect(await findingsOf({ 'README.md': readme, 'site.yml': OWN, ...files })).toEqual([
      `${severity} k3s-version-missing ${WHERE}`,
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    ['one', 'ansible-playbook -e token=x site.yml', ['token']],
    ['several in quotes', `ansible-playbook --extra-vars 'token=x k3s_version=y'`, ['token', 'k3s_version']],
    ['JSON', `ansible-playbook -e '{"token": "x"}'`, ['token']],
    ['on a second line', 'ansible-playbook \\\n  -e "token=x"', ['token']],
    ['none', 'sed -e s/a/b/ && grep -e x', []],
  ])('%s', (_, text, expected) => {
    expect(namesPassedIn(text)).toEqual(expected);
  });
});

describe('plays of other projects', () => {
  const inventory =
    'k3s_cluster:\n  children:\n    master:\n      hosts:\n        a:\n  vars:\n    api_endpoint: a\n';

  it.each([
    ['another project', '- import_playbook: /x/techno_tim/k3s_ansible/site.yml\n'],
    ['a role of that name on other groups', '- hosts: k3s_servers\n  roles: [k3s_server]\n'],
    ['a role of their own', '- hosts: all\n  roles: [my_k3s]\n'],
  ])('need groups of unknown meaning: %s', async (_, playbook) => {
    expect(await findingsOf({ [WHERE]: inventory })).not.toEqual([]);
    expect(await findingsOf({ [WHERE]: inventory, 'site.yml': playbook })).toEqual([]);
  });

  it('and others around say nothing', async () => {
    expect(await findingsOf({ [WHERE]: inventory, 'site.yml': '- hosts: all\n  roles: [ntp]\n' })).toContain(
      `error group-missing ${WHERE}`,
    );
    expect(await findingsOf({ [WHERE]: inventory, 'site.yml': COLLECTION })).toContain(
      `error group-missing ${WHERE}`,
    );
  });

  it.each([
    [
      'roles in a folder of their own',
      { 'site.yml': '- hosts: server\n  roles: [k3s_cluster/k3s_server]\n' },
    ],
    ['a role of their own on our groups', { 'site.yml': '- hosts: server:agent\n  roles: [my_k3s]\n' }],
    [
      'a copy that reads other names',
      { 'roles/k3s_server/tasks/main.yml': '- debug: msg={{ k3s.k3s_version }}{{ api_endpoint }}\n' },
    ],
    [
      'roles of the same names that are no copy',
      { 'site.yml': OWN, 'roles/k3s_server/tasks/main.yml': '- command: k3s server {{ k3s_args }}\n' },
    ],
  ])('need variables of unknown meaning: %s', async (_, files: Files) => {
    expect(await findingsOf({})).toContain(`error k3s-version-missing ${WHERE}`);
    expect(await findingsOf(files)).toEqual([]);
  });

  it('may have defaults for what upstream has none for', async () => {
    const roles = {
      'roles/k3s_server/tasks/main.yml': '- debug: msg={{ api_endpoint }}\n',
      'roles/k3s_server/defaults/main.yml': 'k3s_version: v1.31.12+k3s1\n',
    };
    expect(await findingsOf(roles)).toEqual([]);
  });
});
