// Which k3s-ansible lies near an inventory: by tasks, by a tag in requirements.yml, never by a label.
import { describe, expect, it } from 'vitest';
import { joinUri } from '../../../server/src/core/index.ts';
import { tokenHandling } from '../../../server/src/core/k3s/roles/behaviour.ts';
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import { findUpstream } from '../../../server/src/core/k3s/upstream/upstream.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const { releases } = loadVariableSchema();
const TASKS = 'roles/k3s_server/tasks/main.yml';
const REQUIRED = '{{ api_endpoint }}';
const asksFor = (version: string) => `collections:\n  - name: k3s.orchestration\n    version: ${version}\n`;

const find = (files: Readonly<Record<string, string>>, home?: string) =>
  findUpstream(
    { ...createMemoryFileSystem({ 'inventory/prod/hosts.yml': '', ...files }), ...(home && { home }) },
    uriOf('inventory/prod'),
    releases,
  );

describe('near an inventory', () => {
  it('roles of a checkout above it name the version', async () => {
    const { version } = await find({ [TASKS]: REQUIRED });
    expect(version).toMatchObject({ uri: uriOf(TASKS) });
    expect(version && tokenHandling({ version })).toBe('required');
  });

  it.each([
    'k3s-ansible',
    'vendor/k3s-ansible',
    'external/k3s',
    'third_party/ansible',
    'collections/ansible_collections/k3s/orchestration',
    'playbooks',
    'k3s-ansible/playbooks',
  ])('roles in %s name the version', async (root) => {
    expect((await find({ [`${root}/${TASKS}`]: REQUIRED })).version?.uri).toBe(uriOf(`${root}/${TASKS}`));
  });

  it('roles in the folders of 2023 name the version', async () => {
    const tasks = 'roles/k3s/server/tasks/main.yml';
    const unit = { 'roles/k3s/agent/templates/k3s.service.j2': 'ExecStart=k3s agent --token x\n' };
    const { version } = await find({ [tasks]: REQUIRED, ...unit });
    expect(version).toMatchObject({ uri: uriOf(tasks) });
    expect(version && tokenHandling({ version })).toBe('required');
    expect(version?.facts.get('token-argument')).toBe(true);
  });

  it('a submodule names the version, whatever its folder is called', async () => {
    const modules =
      '[submodule "x"]\n\tpath = infra/up stream\n\turl = https://github.com/k3s-io/k3s-ansible.git\n';
    const { version } = await find({ '.gitmodules': modules, [`infra/up stream/${TASKS}`]: REQUIRED });
    expect(version?.uri).toBe(joinUri(uriOf('infra/up stream'), TASKS));
  });

  it('the folder of collections that ansible.cfg names holds the version', async () => {
    const { version } = await find({
      'ansible.cfg': '[defaults]\ncollections_path = ./galaxy\n',
      [`galaxy/ansible_collections/k3s/orchestration/${TASKS}`]: REQUIRED,
    });
    expect(version && tokenHandling({ version })).toBe('required');
  });

  it('the collection at home counts where the project says that it uses it', async () => {
    const home = uriOf('home/me');
    const installed = {
      [`home/me/.ansible/collections/ansible_collections/k3s/orchestration/${TASKS}`]: REQUIRED,
    };
    expect((await find(installed, home)).version).toBeUndefined();
    const plays = { 'deploy.yml': '- import_playbook: k3s.orchestration.site\n' };
    expect(tokenHandling(await find({ ...installed, ...plays }, home))).toBe('required');
    const requirements = { 'requirements.yml': asksFor('main') };
    expect(tokenHandling(await find({ ...installed, ...requirements }, home))).toBe('required');
  });

  it('a tag names the version, and what is installed counts more', async () => {
    const requirements = { 'requirements.yml': asksFor('1.2.0') };
    const named = await find(requirements);
    expect(named.version).toMatchObject({ release: '1.2.0', like: ['1.2.0'], oldestCore: '2.15' });
    expect(tokenHandling(named)).toBe('not-for-joining-servers');
    const collection = `collections/ansible_collections/k3s/orchestration/${TASKS}`;
    expect(tokenHandling(await find({ ...requirements, [collection]: REQUIRED }))).toBe('required');
  });

  it('a checkout and a tag that disagree leave only what both say', async () => {
    const { version } = await find({ 'requirements.yml': asksFor('1.2.0'), [TASKS]: REQUIRED });
    expect(version && tokenHandling({ version })).toBeUndefined();
    expect(version?.facts.get('token-required')).toBeUndefined();
    expect(version?.facts.get('server-token-env')).toBe(false);
  });

  it('a requirements.yml without a version names a branch that moves', async () => {
    const { version, requirements } = await find({
      'requirements.yml':
        'collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n  - ansible.utils\n',
    });
    expect(version).toBeUndefined();
    expect(requirements).toMatchObject({ version: 'main', isFloating: true });
    expect(requirements?.collections.has('ansible.utils')).toBe(true);
  });

  it('knows whether ansible.utils lies beside the collection', async () => {
    const installed = { [`collections/ansible_collections/k3s/orchestration/${TASKS}`]: REQUIRED };
    expect((await find(installed)).hasUtils).toBe(false);
    const utils = { 'collections/ansible_collections/ansible/utils/MANIFEST.json': '{}' };
    expect((await find({ ...installed, ...utils })).hasUtils).toBe(true);
    expect((await find({ [TASKS]: REQUIRED })).hasUtils).toBeUndefined();
  });

  it('the oldest ansible-core is read from the role', async () => {
    const prereq = "  that:\n    - ansible_version.full is version('2.15', '>=')\n";
    const { version } = await find({ [TASKS]: REQUIRED, 'roles/prereq/tasks/main.yml': prereq });
    expect(version?.oldestCore).toBe('2.15');
  });

  it('a role with a token of its own says nothing of the token', async () => {
    const defaults = { 'roles/k3s_server/defaults/main.yml': 'token: abc\n' };
    expect(tokenHandling(await find({ [TASKS]: REQUIRED, ...defaults }))).toBeUndefined();
  });

  it('a label names no version, and nothing outside of the repository does', async () => {
    const nothing = { assumed: expect.any(Map) };
    expect(await find({ 'galaxy.yml': 'version: 1.2.0\n' })).toEqual(nothing);
    expect(await find({ [TASKS]: REQUIRED, 'inventory/.git/HEAD': '' })).toEqual(nothing);
  });
});
