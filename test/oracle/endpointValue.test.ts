// What groups and hosts make of an `api_endpoint`, compared with the real Ansible.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildInventoryModel } from '../../server/src/core/inventory/buildInventoryModel.ts';
import { parseTemplate } from '../../server/src/core/jinja/parse.ts';
import { type EndpointValue, endpointValue } from '../../server/src/core/rules/helpers/endpointValue.ts';
import { createSourceText } from '../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../server/src/core/yaml/parseYaml.ts';
import { findPython, requireTool } from '../support/oracle.ts';
import { createRandom, type Random } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1: { ansible_host: 10.0.0.1 }
        node2:
    agent:
      hosts:
        node3: { ansible_host: 10.0.0.3 }
    empty:
`;

const python = findPython();

type Truth = { readonly value: string } | { readonly error: string };

function askAnsible(templates: readonly string[]): readonly Truth[] {
  const script = join(import.meta.dirname, '../support/ansible_templates.py');
  const input = JSON.stringify({ inventory: INVENTORY, host: 'node3', templates });
  const { stdout, stderr } = spawnSync(python ?? '', [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Truth[];
}

const model = buildInventoryModel({
  sources: [{ source: createSourceText('file:///inventory.yml', INVENTORY), document: parseYaml(INVENTORY) }],
});

const ourValue = (text: string): EndpointValue => endpointValue(parseTemplate(text).template, model);

/** The first template on which the two differ, in words. */
function firstDifference(templates: readonly string[]): string | undefined {
  const truths = askAnsible(templates);
  for (const [index, text] of templates.entries()) {
    const [ours, truth] = [ourValue(text), truths[index]];
    if (ours.kind === 'unknown' || !truth) continue;
    const same = ours.kind === 'text' ? 'value' in truth && truth.value === ours.text : 'error' in truth;
    if (!same) return `${text}: we say ${JSON.stringify(ours)}, Ansible ${JSON.stringify(truth)}`;
  }
  return undefined;
}

/** Expressions from the words that operators use, right and wrong. */
function createWriter({ pick, below }: Random) {
  const group = (): string => {
    const name = pick(['server', 'server', 'agent', 'empty', 'master', 'all', 'ungrouped', 'k3s_cluster']);
    return pick([`groups['${name}']`, `groups.${name}`, `groups["${name}"]`]);
  };
  const host = (): string =>
    pick([
      () => `${group()}[${pick(['0', '0', '1', '2', '-1', '-3'])}]`,
      () => `${group()} | ${pick(['first', 'last'])}`,
      () => `'${pick(['node1', 'node2'])}'`,
      () => `(${group()} | default(groups['server']))[0]`,
    ])();
  const address = (): string =>
    pick([() => `hostvars[${host()}]['ansible_host']`, () => `hostvars[${host()}].ansible_host`, host])();
  const expression = (depth: number): string =>
    depth === 0
      ? address()
      : pick([
          () => `${address()} | default(${expression(depth - 1)})`,
          () => `(${expression(depth - 1)}) | ${pick(['trim', 'default("x")', "d('')", 'lower'])}`,
          () => `${address()} if ${address()} is defined else ${expression(depth - 1)}`,
          () => `${address()} if '${pick(['server', 'master'])}' in groups else ${expression(depth - 1)}`,
          () => `(${address()}) ~ ${pick(["':6443'", "''"])}`,
        ])();
  return (): string => {
    const output = `{{ ${expression(below(3))} }}`;
    return pick([output, output, output, `https://${output}:6443`, `{% if true %}${output}{% endif %}`]);
  };
}

describe.skipIf(!requireTool('ansible', python))('the value of api_endpoint', () => {
  it('is what Ansible makes of the forms that are in use', () => {
    expect(
      firstDifference([
        "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}",
        "{{ hostvars[groups['server'][1]]['ansible_host'] | default(groups['server'][1]) }}",
        "{{ hostvars[groups['server'][1]]['ansible_host'] }}",
        "{{ hostvars[groups['master'][0]]['ansible_host'] | default(groups['server'][0]) }}",
        "{{ groups['master'][0] | default('a') }}",
        "{{ groups['empty'] | first }}",
        "{{ groups['server'][5] | default('a') }}",
        "{{ hostvars[groups['server'][5]].ansible_host | default('a') }}",
        "{{ hostvars[groups['server'][1]]['ansible_host'] | trim | default('c') }}",
        "{{ hostvars[groups['server'][1]]['inventory_hostname'] }}",
        "{{ groups['master'][0] if 'master' in groups else groups['server'][0] }}",
        "{{ groups.get('master', groups['server'])[0] }}",
        "{{ hostvars['nobody'].ansible_host | default('a') }}",
        "{{ hostvars[groups['server'][1]]['ansible_host'] or 'b' }}",
        "{{ groups['server'] }}",
      ]),
    ).toBeUndefined();
  });

  it('is what Ansible makes of random expressions', () => {
    const seed = chooseSeed('endpoint value');
    const write = createWriter(createRandom(seed));
    const templates = Array.from({ length: 2000 }, write);
    const known = templates.filter((text) => ourValue(text).kind !== 'unknown').length;
    process.stdout.write(`endpoint value: ${known} of ${templates.length} templates decided\n`);
    expect(known).toBeGreaterThan(templates.length / 2);
    expect(firstDifference(templates), `SEED=${seed}`).toBeUndefined();
  });
});
