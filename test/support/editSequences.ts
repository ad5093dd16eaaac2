// Random edits of an inventory that is kept open: after each sequence it must say what one says that is opened anew.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import { createWorkspace } from '../../server/src/core/session/workspace.ts';
import { createEditingFileSystem, type EditingFileSystem } from './editingFileSystem.ts';
import { freezeContext } from './freeze.ts';
import { corpusFolder, readCorpus, readCorpusCases } from './inventoryCorpus.ts';
import { uriOf } from './memoryFileSystem.ts';
import { dumpModel } from './modelDump.ts';
import { createRandom, type Random } from './random.ts';
import { createTestService } from './service.ts';
import { mutate } from './yamlMutations.ts';

const INVENTORY = `---
k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1
        s2: {ansible_host: 10.0.0.2}
        s3:
          ansible_host: 10.0.0.3
          ansible_port: 22
    agent:
      hosts:
        a[1:3].example.org:
        a9:
          ansible_host: 10.0.0.1  # twice
          token: other
  vars:
    ansible_user: debian
    k3s_version: 1.31.4
    api_port: "yes"
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
    token: changeme!
    extra_server_args: |
      --disable traefik
`;
export const FILES = {
  'inventory.yml': INVENTORY,
  'group_vars/all.yml': 'api_endpoint: 10.0.0.1\nairgap_dir: ../airgap\nlist: [a, b]\n',
  'group_vars/agent.yml': 'token: "{{ tokn }}"\nuse_external_database: "no"\n',
  'host_vars/s1.yml': 'ansible_host: 10.0.0.7\n',
  'group_vars/extra.yml': 'token: Tk7Tk7Tk7\n',
};
const WORDS = [
  '10.0.0.2',
  'changeme!',
  '""',
  'yes',
  '{{ x',
  "{{ groups['agnt'][0] }}",
  'true',
  'v1.30.1+k3s1',
  '22',
  '&n 10.0.0.2',
  '*n',
];

/** What stands on a line for a moment while it is typed. */
const TYPED = [
  's',
  'token:',
  'n:',
  'n7: {}',
  'ansible_',
  'ansible_port: 22',
  '"',
  'key: [',
  '# token: Tk7Tk7Tk7',
];

const HOST = /^ {8}[\w.-]+: *$/;

/** A host comes, goes, or is called otherwise, with the line below it. */
function editHost(lines: readonly string[], line: number, random: Random): readonly string[] {
  const at = lines.findIndex((text, index) => index >= line && HOST.test(text));
  if (at < 0) return lines;
  const name = `${random.pick(['node', 's', 'a'])}${random.below(12)}`;
  const below = `          ansible_host: 10.0.0.${random.below(4)}`;
  switch (random.below(4)) {
    case 0:
      return lines.toSpliced(at, 2);
    case 1:
      return lines.with(at, `        ${name}:`);
    case 2:
      return lines.toSpliced(at, 0, `        ${name}:`, below, `        ${name}b:`);
    default:
      return lines.toSpliced(at, 0, `        ${name}:`, ...(random.below(2) > 0 ? [below] : []));
  }
}

const SECTION = /^(?: {2}){0,4}[\w-]+: *$/;

/** Lines that make groups, sections, ranges, anchors and merges, as far as they fit where they come to stand. */
const PARTS: readonly (readonly string[])[] = [
  ['extra:', '  hosts:', '    s1:'],
  ['agent:', '  children:', '    server:'],
  ['children:', '  more:', '    vars:', '      ansible_group_priority: 5', '      token: Tk7Tk7Tk7'],
  ['hosts:', '  b[01:12]:', '    ansible_port: 2200'],
  ['hosts: &all', '  s2: &one', '    ansible_host: 10.0.0.9', '  s9: *one', '  s8:', '    <<: *one'],
  ['hosts:', '  s1:', '  "s[1:3]:2222":', '  agent:'],
  ['server:'],
  ['vars:', '  ansible_group_priority: 2'],
  ['vars: &v', '  token: Tk7Tk7Tk7', 'other:', '  vars:', '    <<: *v'],
  ['ungrouped:', '  hosts:', '    s1:'],
];

/** A group or a section comes, goes with everything in it, moves in or out, or is called otherwise. */
function editSection(lines: readonly string[], line: number, random: Random): readonly string[] {
  const at = lines.findIndex((text, index) => index >= line && SECTION.test(text));
  const old = lines[at];
  if (old === undefined) return lines;
  const columns = (text = ''): number => text.search(/\S|$/);
  const next = lines.findIndex((text, index) => index > at && columns(text) <= columns(old));
  const end = next < 0 ? lines.length : next;
  const indent = ' '.repeat(columns(old));
  switch (random.below(6)) {
    case 0:
      return lines.toSpliced(at, end - at);
    case 1:
      return lines.with(at, `${indent}${random.pick(['server', 'agent', 'hosts', 'vars', 's1', 'all'])}:`);
    case 2:
      return lines.toSpliced(at, end - at, ...lines.slice(at, end).map((text) => `  ${text}`));
    case 3:
      return lines.toSpliced(at, 0, ...lines.slice(at, end));
    default:
      return lines.toSpliced(at, 0, ...random.pick(PARTS).map((text) => `${indent}${text}`));
  }
}

/** Mostly what people do: another value, another name, a line more or less; sometimes a slip. */
function edit(text: string, random: Random, hasSections: boolean): string {
  const lines = text.split('\n');
  const line = random.below(lines.length);
  const old = lines[line] ?? '';
  switch (random.below(hasSections ? 11 : 9)) {
    case 9:
    case 10:
      return editSection(lines, line, random).join('\n');
    case 7:
      return editHost(lines, line, random).join('\n');
    case 8:
      return lines.toSpliced(line, 0, `${/^ */.exec(old)?.[0]}${random.pick(TYPED)}`).join('\n');
    case 0:
      return mutate(text, random);
    case 1:
      return lines.toSpliced(line, 1).join('\n');
    case 2:
      return lines.toSpliced(line, 0, old).join('\n');
    case 3:
      return lines
        .with(
          line,
          old.replace(/\w+(?=:)/, (name) => `${name}x`),
        )
        .join('\n');
    default:
      return lines
        .with(
          line,
          old.replace(/: .*/, () => `: ${random.pick(WORDS)}`),
        )
        .join('\n');
  }
}

function openAll(host: EditingFileSystem) {
  const [service, workspace] = [createTestService(host), createWorkspace(host)];
  return async (path: string) => {
    const { unknowns, ...checked } = await service.check(uriOf(path), {});
    const analyses = await workspace.analyze(uriOf(path));
    for (const { context } of analyses) freezeContext(context);
    const models = analyses.map(({ context }) => dumpModel(context.model));
    return { checked, unknowns: unknowns.length, models };
  };
}

type Files = Readonly<Record<string, string>>;

/** The same with the line ends of Windows. */
const WINDOWS: Files = { ...FILES, 'inventory.yml': INVENTORY.replaceAll('\n', '\r\n') };

/** Hosts listed in `all`, and again in their groups. */
const SEVERAL: Files = {
  'inventory.yml': `all:
  hosts:
        s1:
          ansible_host: 10.0.0.1
        s2: {ansible_host: 10.0.0.2, token: changeme!}
        s3:
          ansible_host: 10.0.0.3
        spare:
  children:
    server:
      hosts:
        s1:
        s2: {ansible_port: 22}
    agent:
      vars:
        token: other
      hosts:
        s2:
          token: "{{ tokn }}"
        s[3:5]:
    k3s_cluster:
      children:
        server:
        agent:
      vars:
        k3s_version: v1.31.4+k3s1
        api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
`,
  'group_vars/all.yml': 'token: Tk7Tk7Tk7\n',
  'host_vars/s2.yml': 'ansible_host: 10.0.0.7\n',
};

/** Hosts that have the same templates, some of them with a slip, shared by a range and by an alias. */
const TEMPLATES: Files = {
  'inventory.yml': `k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1
          node_ip: "{{ ansible_host }}"
          note: &note "{{ node_ip | defualt('') }}"
        s2:
          ansible_host: 10.0.0.2
          node_ip: "{{ ansible_host }}"
          ansible_port: "{{ prt }}"
    agent:
      hosts:
        a[1:3]:
          node_ip: "{{ ansible_hots }}"
          labels: ["{{ inventory_hostname }}", "{{ groups['servr'][0] }}"]
          note: *note
        a9:
          node_ip: "{{ evn('X') }}"
          extra_agent_args: "{{ omit }}"
          note: "{{ note }}"
  vars:
    prt: 22
    token: changeme!
    k3s_version: v1.31.4+k3s1
    api_endpoint: "{{ hostvars[groups['server'][0]]['node_ip'] }}"
`,
};

const INI: Files = {
  'inventory.ini': `[server]
s1 ansible_host=10.0.0.1
s2 ansible_host=10.0.0.2 ansible_port=22

[agent]
a[1:3].example.org

[k3s_cluster:children]
server
agent

[k3s_cluster:vars]
token=changeme!
k3s_version=1.31.4
api_endpoint={{ hostvars[groups['server'][0]]['ansible_host'] }}
`,
  'group_vars/all.yml': 'api_endpoint: 10.0.0.1\n',
};

/** Real inventories, each by itself, where there are any. */
export function realInventories(): readonly Files[] {
  const folder = corpusFolder();
  if (folder === undefined) return [];
  const files = [...readCorpus(folder), ...readCorpusCases(folder)].map(({ path }) => path);
  return files
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ [basename(path)]: readFileSync(path, 'utf8') }));
}

/**
 * Model, findings and their places are compared; every text in between has been looked at, too. Half of the sequences
 * begin with one of the `others`.
 */
export async function compareAfterEdits(
  seed: number,
  sequences: number,
  others: readonly Files[] = [],
  hasSections = false,
): Promise<void> {
  const random = createRandom(seed);
  for (let sequence = 0; sequence < sequences; sequence++) {
    const files = random.pick([FILES, random.pick([WINDOWS, INI, SEVERAL, TEMPLATES, ...others])]);
    const [inventory = '', ...varsFiles] = Object.keys(files);
    const host = createEditingFileSystem(files);
    const look = openAll(host);
    for (let steps = 1 + random.below(6); steps > 0; steps--) {
      const path = random.below(3) > 0 ? inventory : random.pick([inventory, ...varsFiles]);
      host.type(path, edit(host.text(path), random, hasSections));
      await look(inventory);
    }
    expect(await look(inventory), host.text(inventory)).toEqual(await openAll(host)(inventory));
  }
}
