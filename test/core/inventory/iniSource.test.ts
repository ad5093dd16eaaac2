import { describe, expect, test } from 'vitest';
import type { YamlNode } from '../../../server/src/core/yaml/tree.ts';
import { modelOfIni, problemsOf, textAt } from '../../support/inventoryModel.ts';

const sample = `# masters first
[server]
n1 ansible_host=10.0.0.1 labels="['a', 'b']" # the first
n[2:3]:2222

[agent] # workers
; none yet

[k3s_cluster:children]
server
agent

[all:vars]
token = "changeme!"
version=v1.30.2+k3s1 # kept
`;

test('groups, hosts, children and variables', () => {
  const model = modelOfIni(sample);
  expect(model.problems).toEqual([]);
  expect([...model.groups.keys()]).toEqual(['all', 'ungrouped', 'server', 'agent', 'k3s_cluster']);
  expect(model.groups.get('k3s_cluster')?.children).toEqual(['server', 'agent']);
  expect(model.groups.get('server')?.hosts).toEqual(['n1', 'n2', 'n3']);
  expect(model.groups.get('server')?.locations.map((location) => textAt(sample, location))).toEqual([
    'server',
    'server',
  ]);
});

test('spans are those of the file, quotes included', () => {
  const model = modelOfIni(sample);
  const pieces = model.definitions.map(({ keySpan, value, span }) => [
    textAt(sample, { span: keySpan }),
    textAt(sample, value),
    textAt(sample, { span }),
  ]);
  expect(pieces).toEqual([
    ['ansible_host', '10.0.0.1', 'ansible_host=10.0.0.1'],
    ['labels', `"['a', 'b']"`, `labels="['a', 'b']"`],
    ['n[2:3]:2222', '2222', 'n[2:3]:2222'],
    ['n[2:3]:2222', '2222', 'n[2:3]:2222'],
    ['token', '"changeme!"', 'token = "changeme!"'],
    ['version', 'v1.30.2+k3s1 # kept', 'version=v1.30.2+k3s1 # kept'],
  ]);
  const labels = model.definitions[1]?.value;
  expect(labels?.kind === 'sequence' && labels.items.map((item) => textAt(sample, item))).toEqual([
    `'a'`,
    `'b'`,
  ]);
});

/** The type and value of a node, collections by their parts. */
function plain(node: YamlNode | undefined): unknown {
  if (node?.kind === 'sequence') return node.items.map(plain);
  if (node?.kind === 'mapping') return node.pairs.map((pair) => [plain(pair.key), plain(pair.value)]);
  return node?.kind === 'scalar' ? [node.type, node.value] : undefined;
}

describe('values are Python literals where they can be', () => {
  test.each([
    ['abc', ['str', 'abc']],
    ['10.0.0.1', ['str', '10.0.0.1']],
    ['True', ['bool', true]],
    ['true', ['str', 'true']],
    ['None', ['null', null]],
    ['6443', ['int', 6443]],
    ['- 3', ['int', -3]],
    ['0644', ['str', '0644']],
    ['0x1f', ['int', 31]],
    ['1.30', ['float', 1.3]],
    ['1e5', ['float', 100000]],
    ['1+2', ['str', '1+2']],
    ['5 # five', ['int', 5]],
    ['abc # five', ['str', 'abc # five']],
    ['123456789012345678901', ['int', 123456789012345678901n]],
    ['"it\\x27s"', ['str', "it's"]],
    ["'a' 'b'", ['str', 'ab']],
    [
      '["a", 1,]',
      [
        ['str', 'a'],
        ['int', 1],
      ],
    ],
    [
      '80,443',
      [
        ['int', 80],
        ['int', 443],
      ],
    ],
    ['a,b', ['str', 'a,b']],
    ['{"a": [None]}', [[['str', 'a'], [['null', null]]]]],
    ['{{ token }}', ['str', '{{ token }}']],
    ['[a]', ['str', '[a]']],
    ['', ['str', '']],
  ])('%s', (text, expected) => {
    expect(plain(modelOfIni(`[all:vars]\nx=${text}\n`).definitions[0]?.value)).toEqual(expected);
  });
});

test('a # ends a host line even inside a word, but not inside quotes', () => {
  const model = modelOfIni(`a token=x#y lost=1\nb token='x#y' kept=1\n`);
  expect(model.definitions.map(({ owner, name, value }) => [owner.name, name, plain(value)])).toEqual([
    ['a', 'token', ['str', 'x']],
    ['b', 'token', ['str', 'x#y']],
    ['b', 'kept', ['int', 1]],
  ]);
});

const problems: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['[server:hosts]\n[all:vars]\nkey: value\n', ['!ini-syntax "key: value" key: value in all']],
  ['[k3s cluster]\n', ['!ini-syntax "[k3s cluster]" [k3s cluster] in ungrouped']],
  ['[server:nodes]\n', ['!ini-syntax "nodes" nodes in ungrouped']],
  ['[server]\na "b\n', ['!ini-syntax "a \\"b" a "b in server']],
  ['[server]\na b\n', ['!ini-syntax "b" b in server']],
  ['server:\n', ['!ini-syntax "server:" server: in ungrouped']],
  ['---\n', ['!ini-syntax "---" --- in ungrouped']],
  ['[a]\nn[1-3]\n', ['!range-invalid "n[1-3]" n[1-3] in a']],
  ['[a:children]\nb\n', ['!group-undefined "b" b in a']],
  ['[a:vars]\nx=1\n', ['!group-undefined "a" a in a']],
  ['[a:children]\nb\n[b:children]\na\n', ['!group-loop "a" a in b']],
  ['[a]\nh x="{[1]: 2}"\n', ['!ini-syntax "x=\\"{[1]: 2}\\"" x in a']],
];

test.each(problems)('%j', (text, expected) => {
  expect(problemsOf(modelOfIni(text), text)).toEqual(expected);
});

test('what stands in a section of an unknown kind is about its group, wherever that is declared', () => {
  const model = modelOfIni('[db:var]\nx=1\n[db]\n');
  expect(model.definitions.map(({ owner }) => owner)).toEqual([{ kind: 'group', name: 'db' }]);
});

test('after a mistake the rest is still read', () => {
  const model = modelOfIni('[server]\na b\nc\n');
  expect([...model.hosts.keys()]).toEqual(['a', 'c']);
  expect([...modelOfIni('[server]\na b\nc\n', { afterFatal: 'stop' }).hosts.keys()]).toEqual([]);
});
