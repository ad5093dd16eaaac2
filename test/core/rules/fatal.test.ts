// Everything that makes Ansible refuse a file, with an example: a fix repairs it, or a reason says why none can. The
// compiler holds the list complete. (That Ansible reads what comes out: test/oracle/fatalRepairs.test.ts.)
import { expect, it } from 'vitest';
import type { StructureProblemCode } from '../../../server/src/core/ansible/model/model.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import type { YamlProblemCode } from '../../../server/src/core/yaml/tree.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { modelOfIni, modelOfYaml } from '../../support/inventoryModel.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

/** What stands in the cluster, or a whole file; with `without`, why no fix can know what was meant. */
interface Example {
  readonly in: 'vars' | 'server' | 'yaml' | 'ini';
  readonly text: string;
  readonly without?: string;
}

/** What Ansible only warns of, or what depends on its configuration. */
const NEVER = 'Ansible goes on';

const LIST: Readonly<Record<YamlProblemCode | StructureProblemCode, Example | string>> = {
  syntax: { in: 'vars', text: 'note: "open' },
  'too-deep': {
    in: 'vars',
    text: `note: ${'['.repeat(400)}${']'.repeat(400)}`,
    without: 'it is not written by hand',
  },
  'unquoted-jinja': { in: 'vars', text: 'note: {{ inventory_hostname }}' },
  'complex-key': { in: 'vars', text: '? [a, b]\n: c', without: 'what name was meant is not known' },
  'empty-key': { in: 'vars', text: 'note: { : b }', without: 'what name was meant is not known' },
  'merge-not-mapping': { in: 'vars', text: '<<: 5', without: 'what was to be merged is not known' },
  'unknown-tag': { in: 'vars', text: 'note: !secret abc' },
  'unknown-alias': { in: 'vars', text: 'note: *nowhere' },
  'control-character': { in: 'vars', text: 'note: a\u0007b' },
  'many-documents': { in: 'vars', text: 'note: b\n---\nother:\n  hosts:' },
  tab: { in: 'vars', text: 'note:\n\t- a' },
  'duplicate-key': 'only where ansible.cfg says duplicate_dict_key = error',
  'invalid-value': { in: 'vars', text: 'note: 2026-13-45' },
  'root-not-mapping': { in: 'yaml', text: '- k3s_cluster\n', without: 'a list says nothing about groups' },
  empty: { in: 'yaml', text: '---\n', without: 'there is nothing to repair' },
  'section-not-mapping': { in: 'yaml', text: 'k3s_cluster:\n  vars:\n    - a: b\n' },
  'hosts-list': { in: 'yaml', text: 'k3s_cluster:\n  hosts:\n    - s1\n    - s2\n' },
  'host-without-colon': NEVER,
  'group-without-colon': NEVER,
  'host-not-mapping': { in: 'server', text: 's7: 10.0.0.7' },
  'unexpected-key': NEVER,
  'group-not-mapping': { in: 'yaml', text: 'k3s_cluster:\n  children:\n    server: s1\n' },
  'key-not-string': { in: 'server', text: '12:' },
  'range-invalid': { in: 'server', text: 'node[1-3]:' },
  'range-too-large': NEVER,
  'group-loop': {
    in: 'yaml',
    text: 'k3s_cluster:\n  children:\n    server:\n      children:\n        k3s_cluster:\n',
  },
  'group-undefined': { in: 'ini', text: '[k3s_cluster:children]\nserver\n' },
  'priority-invalid': {
    in: 'vars',
    text: 'ansible_group_priority: high',
    without: 'which number was meant is not known',
  },
  'format-disabled': 'only where enable_plugins in ansible.cfg leaves the reader out, and repaired there',
  'ini-syntax': { in: 'ini', text: '[k3s_cluster]\ns1 ansible_host = 10.0.0.1\n' },
};

function fileOf({ in: place, text }: Example): { readonly name: string; readonly text: string } {
  const indented = (blanks: string): string => `${text.replaceAll('\n', `\n${blanks}`)}\n`;
  const server = 'k3s_cluster:\n  children:\n    server:\n      hosts:\n        s1:\n';
  if (place === 'vars')
    return {
      name: 'inventory.yml',
      text: `${server}  vars:\n    k3s_version: v1.31.12+k3s1\n    ${indented('    ').replace('    ---\n    other:\n    ', '---\nother:\n')}`,
    };
  if (place === 'server') return { name: 'inventory.yml', text: `${server}        ${indented('        ')}` };
  return { name: place === 'ini' ? 'hosts.ini' : 'inventory.yml', text };
}

/** Codes of what makes Ansible refuse the text. */
function fatalIn({ name, text }: { readonly name: string; readonly text: string }): readonly string[] {
  const isIni = name.endsWith('.ini');
  const problems = [
    ...(isIni ? modelOfIni(text) : modelOfYaml(text)).problems,
    ...(isIni ? [] : parseYaml(text).problems),
  ];
  return problems.filter(({ fatal }) => fatal).map(({ code }) => code);
}

async function repair(name: string, text: string): Promise<string | undefined> {
  const service = createTestService(createMemoryFileSystem({ [name]: text }));
  const everywhere = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };
  for (const offer of await service.offerFixes(uriOf(name), everywhere, {})) {
    if (offer.request || !/^(?:inventory-|yaml-)/.test(offer.ruleId) || offer.title.startsWith('Ignore'))
      continue;
    const outcome = await service.applyFix(uriOf(name), offer.reference, {});
    if (!('refused' in outcome)) return applyRangeEdits(text, outcome.edits);
  }
  return undefined;
}

const examples = Object.entries(LIST).flatMap(([code, example]) =>
  typeof example === 'string' ? [] : [{ code, example }],
);

it.each(examples)('$code', async ({ code, example }) => {
  const file = fileOf(example);
  expect(fatalIn(file)).toContain(code);
  const repaired = await repair(file.name, file.text);
  expect(repaired === undefined, repaired).toBe(example.without !== undefined);
  if (repaired !== undefined) expect(fatalIn({ ...file, text: repaired }), repaired).toEqual([]);
});
