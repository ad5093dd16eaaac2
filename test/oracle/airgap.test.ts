// Which files of an airgap folder reach which node: the audit beside the real Ansible, which runs the same searches as
// the role does (written anew here), from a role, with folders of random content.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ARCHITECTURES, type Architecture } from '../../server/src/core/k3s/airgap/architecture.ts';
import { airgapRules, distribute } from '../../server/src/core/k3s/roles/airgapFiles.ts';
import type { SignatureId } from '../../server/src/core/k3s/schema/upstreamTable.ts';
import { environmentOf, findAnsibles } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';

const NAMES = [
  ...['k3s', 'k3s-amd64', 'k3s-arm64', 'k3s-arm', 'k3s-armhf', 'K3s', 'k3s-install.sh', 'install.sh'],
  ...ARCHITECTURES.flatMap((one) =>
    ['.tar', '.tar.gz', '.tar.zst'].map((end) => `k3s-airgap-images-${one}${end}`),
  ),
  ...[
    'mine.tar',
    'mine.tgz',
    'mine.tar.xz',
    '.hidden.tar',
    'big.TAR',
    '图 像.tar.zst',
    'a.tar.gz.part',
    'x.tar.zst.sig',
  ],
  ...['k3s-selinux-1.6-1.el9.noarch.rpm', 'container-selinux-2.rpm', 'selinux-policy-38.rpm', 'other.rpm'],
];
const FOLDERS = Number(process.env.FOLDERS ?? 12);

/** The machines of the nodes, as the role's own expression reads them. */
const MACHINES: Readonly<Record<string, Architecture>> = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm' };
const ERAS: Readonly<Record<string, Partial<Record<SignatureId, boolean>>>> = {
  newest: {},
  middle: { 'all-archives': false, 'rpm-dependencies': false },
  oldest: { 'all-archives': false, 'rpm-dependencies': false, 'binary-by-architecture': false },
};

const TASKS = `
- set_fact:
    arch: "{{ 'arm64' if machine == 'aarch64' else 'arm' if machine == 'armv7l' else 'amd64' }}"
    binary: ''
    packages: []
    images: []
- set_fact:
    binary: "{{ item }}"
  with_first_found:
    - files:
        - "{{ airgap_dir }}/k3s{{ '' if era == 'oldest' else '-' ~ arch }}"
        - "{{ airgap_dir }}/k3s"
      skip: true
- when: era == 'newest'
  set_fact:
    packages: "{{ packages + [item] }}"
  with_fileglob:
    - "{{ airgap_dir }}/container-selinux*.rpm"
    - "{{ airgap_dir }}/selinux-policy*.rpm"
    - "{{ airgap_dir }}/k3s-selinux*.rpm"
- when: era != 'newest'
  set_fact:
    packages: "{{ packages + [item] }}"
  with_fileglob:
    - "{{ airgap_dir }}/k3s-selinux*.rpm"
- when: era == 'newest'
  set_fact:
    images: "{{ images + [item] }}"
  with_fileglob:
    - "{{ airgap_dir }}/*.tar.gz"
    - "{{ airgap_dir }}/*.tar.zst"
    - "{{ airgap_dir }}/*.tar"
- when: era != 'newest'
  set_fact:
    images: "{{ images + [item] }}"
  with_first_found:
    - files:
        - "{{ airgap_dir }}/k3s-airgap-images-{{ arch }}.tar.zst"
        - "{{ airgap_dir }}/k3s-airgap-images-{{ arch }}.tar.gz"
        - "{{ airgap_dir }}/k3s-airgap-images-{{ arch }}.tar"
      skip: true
- delegate_to: localhost
  stat:
    path: "{{ airgap_dir + '/k3s-install.sh' }}"
  register: script
- delegate_to: localhost
  copy:
    content: "{{ {'binary': binary, 'images': images, 'packages': packages, 'script': script.stat.exists} | to_json }}"
    dest: "{{ out }}/{{ inventory_hostname }}.json"
`;

describe.each(findAnsibles())('files for nodes, $version', (ansible) => {
  const folder = mkdtempSync(join(tmpdir(), 'airgap-oracle-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const seed = chooseSeed('airgap');
  const random = createRandom(seed);
  const nodes = Array.from({ length: FOLDERS }, (_, index) => {
    const names = NAMES.filter(() => random.below(10) < 4);
    const path = join(folder, 'playbooks', `air ${index}`);
    mkdirSync(path, { recursive: true });
    for (const name of names) writeFileSync(join(path, name), '');
    const machine = random.pick(Object.keys(MACHINES));
    const era = random.pick(Object.keys(ERAS));
    return { host: `n${index}`, names, machine, era, path: `air ${index}` };
  });

  it(`are those the real Ansible finds (seed ${seed})`, () => {
    const tasks = join(folder, 'roles/airgap/tasks');
    mkdirSync(tasks, { recursive: true });
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(tasks, 'main.yml'), TASKS);
    writeFileSync(join(folder, 'ansible.cfg'), '[defaults]\nroles_path = roles\n');
    writeFileSync(
      join(folder, 'playbooks/site.yml'),
      '- hosts: nodes\n  gather_facts: false\n  roles: [airgap]\n',
    );
    const hosts = nodes.map(({ host, machine, era, path }) => [host, { machine, era, airgap_dir: path }]);
    const inventory = {
      nodes: {
        hosts: Object.fromEntries(hosts),
        vars: {
          ansible_connection: 'local',
          ansible_python_interpreter: ansible.python,
          out: join(folder, 'out'),
        },
      },
    };
    writeFileSync(join(folder, 'inventory.json'), JSON.stringify(inventory));
    const run = spawnSync(
      ansible.python,
      ['-m', 'ansible', 'playbook', '-i', 'inventory.json', 'playbooks/site.yml', '-f', '4'],
      { cwd: folder, encoding: 'utf8', env: { ...environmentOf(ansible), LC_ALL: 'C.UTF-8' } },
    );
    expect(run.status, run.stdout + run.stderr).toBe(0);
    for (const { host, names, machine, era } of nodes) {
      const found = JSON.parse(readFileSync(join(folder, 'out', `${host}.json`), 'utf8'));
      const ours = distribute(
        names,
        MACHINES[machine] ?? 'amd64',
        airgapRules(new Map(Object.entries(ERAS[era] ?? {}) as [SignatureId, boolean][])),
      );
      expect({
        binary: basename(found.binary) || undefined,
        images: found.images.map((path: string) => basename(path)).sort(),
        packages: found.packages.map((path: string) => basename(path)),
        script: found.script,
      }).toEqual({
        binary: ours.binary,
        images: [...ours.images].sort(),
        packages: ours.packages,
        script: ours.script !== undefined,
      });
    }
  });
});
