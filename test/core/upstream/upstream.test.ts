// Which k3s-ansible lies near an inventory: by tasks, by a tag in requirements.yml, never by a label.
import { describe, expect, it } from 'vitest';
import { requiredVersion } from '../../../server/src/core/upstream/requirements.ts';
import {
  tokenHandlingOfRelease,
  tokenHandlingOfTasks,
} from '../../../server/src/core/upstream/tokenHandling.ts';
import { findUpstreamVersion } from '../../../server/src/core/upstream/upstream.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { createMemoryHost, uriOf } from '../../support/memoryHost.ts';

const versionOf = (text: string) => requiredVersion(parseYaml(text));

describe('requirements.yml', () => {
  it.each([
    ['collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    version: 1.2.0\n', '1.2.0'],
    [
      'collections:\n  - name: git+https://github.com/k3s-io/k3s-ansible.git\n    version: "v1.1.1"\n',
      'v1.1.1',
    ],
    [
      'collections:\n  - source: git@github.com:k3s-io/k3s-ansible.git\n    type: git\n    version: main\n',
      'main',
    ],
    ['collections:\n  - git+https://github.com/k3s-io/k3s-ansible.git,1.2.0\n', '1.2.0'],
    ['collections:\n  - name: k3s.orchestration\n    version: "==1.2.1"\n', '1.2.1'],
    ['- src: https://github.com/k3s-io/k3s-ansible\n  version: 1.0.0\n', '1.0.0'],
    ['collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n', 'main'],
    [
      'collections:\n  - name: https://github.com/techno-tim/k3s-ansible.git\n    version: 1.2.0\n',
      undefined,
    ],
    ['collections:\n  - name: community.general\n    version: 1.2.0\n', undefined],
    ['collections:\n  - name: k3s.orchestration\n   version: 1', undefined],
    ['collections: 3\n', undefined],
    ['', undefined],
  ])('%j says %j', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });

  it('says nothing where it asks for two versions', () => {
    const entry = (version: string) => `  - name: k3s.orchestration\n    version: ${version}\n`;
    expect(versionOf(`collections:\n${entry('1.2.0')}${entry('1.2.1')}`)).toBeUndefined();
  });
});

describe('what becomes of the token', () => {
  it.each([
    ['1.0.0', 'first-server'],
    ['1.1.1', 'first-server'],
    ['v1.2.0', 'not-for-joining-servers'],
    ['1.2.1', 'generated'],
    ['1.3.0', 'generated'],
    ['2.0.0', undefined],
    ['main', undefined],
    ['1.2', undefined],
  ])('release %s: %s', (release, handling) => {
    expect(tokenHandlingOfRelease(release)).toBe(handling);
  });

  const generates = 'wait for {{ api_endpoint }}\n- name: Get the token if randomly generated\n';
  it.each([
    ['other', undefined],
    ['{{ api_endpoint }} {{ token }}', 'required'],
    [`${generates}token: "{{ hostvars[groups[server_group][0]].token }}"`, 'first-server'],
    [`combine({'token': token})\n${generates}`, undefined],
    [
      `${generates}- name: Get token from first server if needed\ncombine({'token': token})`,
      'not-for-joining-servers',
    ],
    [
      `${generates}- name: Get token from first server if needed\ncombine({'token': x.random_token})`,
      'generated',
    ],
  ])('tasks %j: %s', (tasks, handling) => {
    expect(tokenHandlingOfTasks(tasks)).toBe(handling);
  });
});

describe('near an inventory', () => {
  const tasks = 'roles/k3s_server/tasks/main.yml';
  const find = (files: Readonly<Record<string, string>>, folder = 'inventory/prod') =>
    findUpstreamVersion(createMemoryHost({ 'inventory/prod/hosts.yml': '', ...files }), uriOf(folder));

  it('roles of a checkout above it tell', async () => {
    const found = await find({ [tasks]: '{{ api_endpoint }}' });
    expect(found).toEqual({ uri: uriOf(tasks), token: 'required' });
  });

  it('roles of the installed collection tell', async () => {
    const place = `collections/ansible_collections/k3s/orchestration/${tasks}`;
    expect((await find({ [place]: '{{ api_endpoint }}' }))?.uri).toBe(uriOf(place));
  });

  it('roles and a tag that disagree tell nothing', async () => {
    const requirements = 'collections:\n  - name: k3s.orchestration\n    version: 1.2.0\n';
    expect((await find({ 'requirements.yml': requirements }))?.release).toBe('1.2.0');
    expect(await find({ 'requirements.yml': requirements, [tasks]: '{{ api_endpoint }}' })).toBeUndefined();
  });

  it('a role with a token of its own tells nothing', async () => {
    const defaults = { 'roles/k3s_server/defaults/main.yml': 'token: abc\n' };
    expect(await find({ [tasks]: '{{ api_endpoint }}', ...defaults })).toBeUndefined();
  });

  it('a label tells nothing, and nothing outside of the repository does', async () => {
    expect(await find({ 'galaxy.yml': 'version: 1.2.0\n' })).toBeUndefined();
    expect(await find({ [tasks]: '{{ api_endpoint }}', 'inventory/.git/HEAD': '' })).toBeUndefined();
  });
});
