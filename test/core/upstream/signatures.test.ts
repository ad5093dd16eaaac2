// What the files and the releases of k3s-ansible say about its version. The texts are the smallest that carry a signature; whether the
// real files do is asked by the oracle.
import { describe, expect, it } from 'vitest';
import { tokenHandlingOf } from '../../../server/src/core/k3s/roles/tokenHandling.ts';
import { loadUpstreamTable, type SignatureId } from '../../../server/src/core/k3s/schema/upstreamTable.ts';
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import {
  commonFacts,
  factsOfFiles,
  factsOfRelease,
  releasesLike,
} from '../../../server/src/core/k3s/upstream/signatures.ts';

const table = loadUpstreamTable();
const { releases } = loadVariableSchema();
const signature = (id: SignatureId) => table.signatures.find((found) => found.id === id);

/** A text that shows it, and one that does not. */
const TEXTS: Record<SignatureId, readonly [shows: string, not: string]> = {
  'upgrade-token-of-one': [
    "{{ k3s_server_config | combine({'token': k3s_upgrade_old_token.stdout}) }}",
    "{{ k3s_server_config | combine({'token': token}) }}",
  ],
  'agent-token-skipped': [
    '  block:\n    - name: Add the token for joining the cluster to the environment\n',
    '- name: Add the token for joining the cluster to the environment\n',
  ],
  'agent-server-skipped': [
    'INSTALL_K3S_EXEC: "agent --server https://x"\n',
    'INSTALL_K3S_SKIP_DOWNLOAD: "true"\nINSTALL_K3S_EXEC: "agent --server https://x"\n',
  ],
  'token-in-regex': ['(?!{{ token }}\\s*$)', '(?!{{ token | regex_escape }}\\s*$)'],
  'joining-token-undefined': [
    "api_endpoint\n- name: Get token from first server if needed\n  x: combine({'token': token})\n",
    "api_endpoint combine({'token': token})\n- name: Get token from first server if needed\n",
  ],
  'vault-tag-dumped': ['api_endpoint x | to_nice_yaml', 'api_endpoint to_nice_yaml(dump_vault_tags=False)'],
  'needs-ipwrap': ['{{ api_endpoint | ansible.utils.ipwrap }}', '{{ api_endpoint }}'],
  'version-in-airgap': ['- name: Run K3s install script\n', '- name: Download K3s binary\n'],
  'token-argument': ['ExecStart=k3s agent --token {{ token }}\n', 'ExecStart=k3s agent\n'],
  'token-required': [
    '{{ api_endpoint }}',
    '{{ api_endpoint }}\n- name: Get the token if randomly generated\n',
  ],
  'all-archives': [
    '- "{{ airgap_dir }}/*.tar.zst"\n',
    '- "{{ airgap_dir }}/k3s-airgap-images-amd64.tar.zst"\n',
  ],
  'binary-by-architecture': [
    '- "{{ airgap_dir }}/k3s-{{ airgap_k3s_arch }}"\n',
    '- "{{ airgap_dir }}/k3s-airgap-images-{{ k3s_arch }}.tar.zst"\n',
  ],
  'endpoint-is-hostname': ['{{ opt_tls_san }}', "{{ opt_tls_san | default('') }}"],
  'condition-of-list': [
    '  when: ansible_all_ipv6_addresses\n',
    '  when: ansible_all_ipv6_addresses | length > 0\n',
  ],
  'upgrade-starts-server': [
    '- name: Install new K3s Version\n',
    '- name: Install new K3s Version [agent]\n  INSTALL_K3S_EXEC: agent\n',
  ],
  'server-service-on-agents': [
    '- name: Run K3s Install [server]\r\n      ansible.builtin.command:\r\n',
    '- name: Run K3s Install [server]\r\n      when: true\r\n',
  ],
  'agents-download': [
    "  when: v.rc != 0 or i is version(k3s_version, '<') and airgap_dir is undefined\n",
    "  when: airgap_dir is undefined and ( v.rc != 0 or i is version(k3s_version, '<') )\n",
  ],
  'facts-once': ['- hosts: server\n  gather_facts: false\n', '- hosts: k3s_cluster\n  gather_facts: true\n'],
  'agent-unit-repeated': ["regexp: 'agent.*'\n", "regexp: 'agent.*(?:x)'\n"],
  'token-of-first-server': [
    'api_endpoint token: "{{ hostvars[groups[server_group][0]].token }}"\n',
    'api_endpoint token: "{{ hostvars[groups[server_group][0]].random_token }}"\n',
  ],
  'token-for-joining': ['api_endpoint\n- name: Get token from first server if needed\n', 'api_endpoint\n'],
  'server-token-config': ["api_endpoint combine({'token': token})\n", 'api_endpoint\n'],
  'server-token-env': ['api_endpoint line: "K3S_TOKEN={{ token }}"\n', 'api_endpoint ^K3S_TOKEN=\n'],
  'agent-token-env': ['- "K3S_TOKEN={{ token }}"\n', 'regexp: "^K3S_TOKEN="\n'],
  'script-kept': ['- name: Check for existing install script\n', '- name: Download k3s install script\n'],
  'rpm-dependencies': ['/container-selinux*.rpm', '/k3s-selinux*.rpm'],
  'airgap-own-groups': ['in groups[server_group]', "in groups['server']"],
  'service-envs-everywhere': ['with_items: "{{ extra_service_envs }}"\n', 'with_items: []\n'],
  'install-envs': ['api_endpoint {{ extra_install_envs }}', 'api_endpoint'],
  'endpoint-in-certificate': ['api_endpoint --tls-san={{ api_endpoint }}', 'api_endpoint'],
  'unit-in-lines': ['    {{ opt_tls_san }} \\\n', 'ExecStart=k3s server {{ extra_server_args }} \n'],
  'blank-behind-arguments': ['    {{ extra_server_args }} \n', '    {{ extra_server_args }}\n'],
  'upgrade-in-airgap': ['- name: Stage airgap artifacts for upgrade\n', '- name: Upgrade\n'],
};

describe('signatures', () => {
  it('are those of the table', () => {
    expect(Object.keys(TEXTS).sort()).toEqual(table.signatures.map(({ id }) => id).sort());
  });

  it.each(table.signatures.map(({ id }) => id))('%s is recognised by its file', (id) => {
    const file = signature(id)?.file ?? 'server';
    const [shows, not] = TEXTS[id];
    const factsOf = (text: string) =>
      factsOfFiles(
        table,
        new Map([
          ['server', 'api_endpoint'],
          [file, text],
        ]),
      );
    expect(factsOf(shows)?.get(id)).toBe(true);
    expect(factsOf(not)?.get(id)).toBe(false);
  });

  it('know nothing of a file that is not there, and nothing of another project', () => {
    const facts = factsOfFiles(table, new Map([['server', 'api_endpoint']]));
    expect(facts?.get('all-archives')).toBeUndefined();
    expect(facts?.get('token-argument')).toBe(false);
    expect(factsOfFiles(table, new Map([['server', 'apiserver_endpoint']]))).toBeUndefined();
  });

  it('are those of the windows for a commit that is pinned', () => {
    const [shown, gone] = ['f6491bb', '6f44cf3a0'].map((commit) => factsOfRelease(table, releases, commit));
    expect([shown, gone].map((facts) => facts?.get('agent-server-skipped'))).toEqual([true, false]);
    expect([shown, gone].map((facts) => facts?.get('vault-tag-dumped'))).toEqual([false, true]);
    expect(factsOfRelease(table, releases, table.commits[0] ?? '')?.get('token-required')).toBe(true);
    expect(factsOfRelease(table, releases, '0123456')).toBeUndefined();
  });

  it('have both ends of their windows among the commits', () => {
    const ends = table.signatures.flatMap(({ window: { from, until } }) => [from, until]);
    const unknown = ends.filter((end) => end && !table.commits.includes(end.commit));
    expect(unknown).toEqual([]);
    for (const { commit, version } of releases)
      expect(factsOfRelease(table, releases, commit)).toEqual(factsOfRelease(table, releases, version));
  });

  it('keep only what candidates agree on', () => {
    const [a, b] = ['1.1.1', '1.2.0'].map((version) => factsOfRelease(table, releases, version) ?? new Map());
    const common = commonFacts([a ?? new Map(), b ?? new Map()]);
    expect(common.get('all-archives')).toBe(true);
    expect(common.has('token-in-regex')).toBe(false);
  });

  it('name the first release that is good, if there is one', () => {
    for (const { firstGood, releases: shown } of table.signatures)
      if (firstGood !== undefined) expect(shown).not.toContain(firstGood);
    expect(signature('joining-token-undefined')?.firstGood).toBe('1.2.1');
    expect(signature('vault-tag-dumped')?.firstGood).toBeUndefined();
  });
});

/** By the letters of the issue. */
const LETTERS: Record<string, string> = {
  '1.0.0': 'CKM',
  '1.0.1': 'CKM',
  '1.1.0': 'CJKLMR',
  '1.1.1': 'CJKM',
  '1.2.0': 'DEGJKQ',
  '1.2.1': 'EGJKQ',
  '1.2.2': 'EFGJKQ',
};

describe('releases', () => {
  it('are all of them', () => {
    expect(releases.map(({ version }) => version)).toEqual(Object.keys(LETTERS));
  });

  it.each(Object.entries(LETTERS))('%s shows %s', (version, letters) => {
    const facts = factsOfRelease(table, releases, version);
    const shown = table.signatures.filter(({ id }) => facts?.get(id));
    const found = shown.flatMap(({ letter = '' }) => letter);
    expect(found.sort().join('')).toBe(letters);
  });

  it.each([
    ['1.0.0', 'first-server'],
    ['1.1.1', 'first-server'],
    ['v1.2.0', 'not-for-joining-servers'],
    ['1.2.1', 'generated'],
    ['2c3f377', 'not-for-joining-servers'],
    ['1.3.0', 'generated'],
    ['2.0.0', undefined],
    ['1.1.2', undefined],
    ['main', undefined],
    ['1.2', undefined],
  ])('%s: token %s', (release, handling) => {
    const facts = factsOfRelease(table, releases, release);
    expect(facts && tokenHandlingOf(facts)).toBe(handling);
  });

  it('newer than the table have no known defect', () => {
    const facts = factsOfRelease(table, releases, '1.9.0');
    expect(facts?.get('needs-ipwrap')).toBeUndefined();
    expect(facts?.get('all-archives')).toBe(true);
  });

  it('are found by what they do', () => {
    const factsOf = (version: string) => factsOfRelease(table, releases, version) ?? new Map();
    expect(releasesLike(table, releases, factsOf('1.0.1'))).toEqual(['1.0.1']);
    expect(releasesLike(table, releases, factsOf('1.2.2'))).toEqual(['1.2.2']);
    expect(releasesLike(table, releases, new Map([['token-argument', true]]))).toEqual([]);
  });
});

describe('what becomes of the token', () => {
  const generates = 'wait for {{ api_endpoint }}\n- name: Get the token if randomly generated\n';
  it.each([
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
    const facts = factsOfFiles(table, new Map([['server', tasks]]));
    expect(facts && tokenHandlingOf(facts)).toBe(handling);
  });
});
