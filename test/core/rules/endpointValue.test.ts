import { describe, expect, it } from 'vitest';
import { buildInventoryModel } from '../../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { endpointValue } from '../../../server/src/core/k3s/endpointValue.ts';
import { createSourceText } from '../../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1: { ansible_host: 10.0.0.1 }
        node2:
        node3: { ansible_host: "{{ secret_address }}" }
    agent:
  vars:
    token: x
`;

const source = createSourceText('file:///inventory.yml', INVENTORY);
const model = buildInventoryModel({ sources: [{ source, document: parseYaml(INVENTORY) }] });
const ourValue = (template: string) => endpointValue(template, model);

/** What a template gives, in one word: the text, why there is none, or a question mark. */
function give(template: string): string {
  const value = ourValue(template);
  if (value.kind === 'text') return value.text;
  return value.kind === 'problem' ? `no: ${value.problem.code}` : '?';
}

describe('endpointValue', () => {
  it.each<[string, string]>([
    ["{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}", '10.0.0.1'],
    ["{{ hostvars[groups['server'][1]]['ansible_host'] | default(groups['server'][1]) }}", 'node2'],
    ['{{ groups.server | last }}', 'node3'],
    ['https://{{ groups[server_group][0] }}:6443', 'https://node1:6443'],
    ["{{ groups['nope'][0] if 'nope' in groups else 'fallback' }}", 'fallback'],
    ["{{ hostvars[groups['nope'][0]].ansible_host | default('x') }}", 'no: unknown-group'],
    ["{{ groups['nope'][0] | default('x') }}", 'x'],
    ["{{ groups['agent'] | first }}", 'no: index'],
    ["{{ hostvars[groups['server'][7]].ansible_host | default('x') }}", 'no: index'],
    ["{{ hostvars[groups['server'][1]].ansible_host }}", 'no: no-address'],
    ["{{ hostvars['node2'].ansible_host | trim | default('x') }}", 'x'],
    ["{{ hostvars['node3'].ansible_host }}", '?'],
    ["{{ hostvars['stranger'].ansible_host }}", 'no: unknown-host'],
    ["{{ hostvars[groups['server'][0]].ansible_default_ipv4.address }}", '?'],
    ['{{ hostvars[inventory_hostname].ansible_host }}', '?'],
    ["{{ groups.get('nope')[0] }}", '?'],
    ["{{ lookup('env', 'ENDPOINT') }}", '?'],
    ["{% set x = groups['nope'][0] %}{{ x }}", 'no: unknown-group'],
    ["{{ groups[role][0] | default('x') }}", '?'],
  ])('%s → %s', (template, result) => {
    expect(give(template)).toBe(result);
  });

  it('says where, in offsets of the template', () => {
    const text = "{{ hostvars[groups['server'][7]].ansible_host }}";
    const value = ourValue(text);
    const problem = value.kind === 'problem' && value.problem.code === 'index' ? value.problem : undefined;
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe("groups['server'][7]");
    expect(text.slice(problem?.indexSpan?.start, problem?.indexSpan?.end)).toBe('7');
    expect(problem).toMatchObject({ group: 'server', index: 7, count: 3 });
  });

  it('gives up on a template of extreme depth', () => {
    expect(give(`{{ ${'('.repeat(3000)}1${')'.repeat(3000)} }}`)).toBe('?');
    expect(give(`{{ groups${'.a'.repeat(1500)} }}`)).toBe('?');
  });
});
