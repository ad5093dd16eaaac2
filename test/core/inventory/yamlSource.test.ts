import { describe, expect, test } from 'vitest';
import { hostsOfGroup } from '../../../server/src/core/ansible/model/queries.ts';
import { modelOfYaml, problemsOf } from '../../support/inventoryModel.ts';

const problems: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['a single host without a colon is legal', 'server:\n  hosts:\n    node\n', []],
  [
    'two hosts without colons are one',
    'server:\n  hosts:\n    a\n    b\n',
    ['host-without-colon "a\\n    b" a b in server'],
  ],
  [
    'a list of hosts in a string is one host',
    'server:\n  hosts: a,b\n',
    ['host-without-colon "a,b" a,b in server'],
  ],
  [
    'two children without colons are one group',
    'k3s_cluster:\n  children:\n    server\n    agent\n',
    ['group-without-colon "server\\n    agent" server agent'],
  ],
  ['hosts as a list', 'server:\n  hosts:\n    - a\n    - b\n', ['!hosts-list "hosts" hosts in server']],
  [
    'children as a list',
    'k3s_cluster:\n  children: [server]\n',
    ['!section-not-mapping "children" children in k3s_cluster'],
  ],
  ['vars as a number', 'server:\n  vars: 5\n', ['!section-not-mapping "vars" vars in server']],
  [
    'an address as the value of a host',
    'server:\n  hosts:\n    a: 10.0.0.1\n',
    ['!host-not-mapping "a" a in server'],
  ],
  ['empty values of a host', 'server:\n  hosts:\n    a: ""\n    b: []\n    c: 0\n', []],
  [
    'a group without children',
    'k3s_cluster:\n  server:\n    hosts:\n      a:\n',
    ['unexpected-key "server" server in k3s_cluster'],
  ],
  ['a variable outside vars', 'server:\n  token: x\n', ['unexpected-key "token" token in server']],
  [
    'vars below children is a group',
    'a:\n  children:\n    vars:\n      token: x\n',
    ['unexpected-key "token" token in vars'],
  ],
  ['a group that is a string', 'server: node\n', ['group-not-mapping "server" server']],
  ['a child that is a string', 'a:\n  children:\n    server: node\n', ['!group-not-mapping "server" server']],
  ['a number as host', 'server:\n  hosts:\n    10:\n', ['!key-not-string "10" 10 in server']],
  ['a number as group', '5:\n  hosts:\n', ['!key-not-string "5" 5']],
  ['an empty group name', '"":\n', ['!key-not-string "\\"\\"" ']],
  ['a wrong range', 'server:\n  hosts:\n    n[1-3]:\n', ['!range-invalid "n[1-3]" n[1-3] in server']],
  [
    'a huge range',
    'server:\n  hosts:\n    n[1:2000000]:\n',
    ['range-too-large "n[1:2000000]" n[1:2000000] in server'],
  ],
  ['a group in itself', 'a:\n  children:\n    a:\n', ['!group-loop "a" a in a']],
  ['a loop of groups', 'a:\n  children:\n    b:\n      children:\n        a:\n', ['!group-loop "b" b in a']],
  ['all below a group', 'a:\n  children:\n    all:\n', ['!group-loop "a" a in all']],
  [
    'a priority that is no number',
    'a:\n  vars:\n    ansible_group_priority: high\n',
    ['!priority-invalid "ansible_group_priority" a in a'],
  ],
  ['a list', '- a\n', ['!root-not-mapping "- a" ']],
  ['nothing but comments', '# to do\n', ['empty "" ']],
  ['nothing', '---\n', ['!empty "" ']],
];

describe('structure', () => {
  test.each(problems)('%s', (_what, text, expected) => {
    expect(problemsOf(modelOfYaml(text), text)).toEqual(expected);
  });
});

test('after what Ansible refuses, the rest is read as it is meant', () => {
  const text =
    'k3s_cluster:\n  children:\n    server:\n      hosts: [a, b]\n      vars:\n        - token: x\n    agent:\n      hosts:\n        c: 10.0.0.1\n';
  const model = modelOfYaml(text);
  expect(hostsOfGroup(model, 'k3s_cluster')).toEqual(['a', 'b', 'c']);
  expect(model.definitions.map((definition) => definition.name)).toEqual(['token']);
  expect(hostsOfGroup(modelOfYaml(text, { afterFatal: 'stop' }), 'k3s_cluster')).toEqual([]);
});

test('of equal keys the last counts, at the place of the first', () => {
  const model = modelOfYaml('a:\n  hosts:\n    x:\nb:\na:\n  hosts:\n    y:\n');
  expect(hostsOfGroup(model, 'a')).toEqual(['y']);
  expect([...model.groups.keys()]).toEqual(['all', 'ungrouped', 'a', 'b']);
});

test('anchors and merge keys define where they are written', () => {
  const text =
    'a:\n  vars: &base\n    token: x\n    port: 1\nb:\n  hosts:\n    n:\n      <<: *base\n      port: 2\n';
  const own = modelOfYaml(text).definitionsOfHosts.get('n') ?? [];
  expect(own.map(({ name, span }) => [name, text.slice(span.start, span.end)])).toEqual([
    ['token', 'token: x'],
    ['port', 'port: 2'],
  ]);
});

test('a host in no group is ungrouped, and leaves it for any other group', () => {
  const model = modelOfYaml(
    'all:\n  hosts:\n    a:\n    b:\nungrouped:\n  hosts:\n    c:\n    d:\nserver:\n  hosts:\n    b:\n    d:\n',
  );
  expect(model.groups.get('ungrouped')?.hosts).toEqual(['c', 'a']);
  expect(model.hosts.get('b')?.groups).toEqual(['all', 'server']);
});

test('hosts know where they are listed, and as what', () => {
  const text = 'server:\n  hosts:\n    n[1:2]:22:\nagent:\n  hosts:\n    n1:\n';
  const model = modelOfYaml(text);
  expect(
    model.hosts
      .get('n1')
      ?.locations.map(({ group, pattern, span }) => [group, pattern, text.slice(span.start, span.end)]),
  ).toEqual([
    ['server', 'n[1:2]:22', 'n[1:2]:22'],
    ['agent', 'n1', 'n1'],
  ]);
  const port = model.definitionsOfHosts.get('n2')?.[0];
  expect(port?.name).toBe('ansible_port');
  expect(text.slice(port?.value?.span.start, port?.value?.span.end)).toBe('22');
});

test('depth is the longest way down from all', () => {
  const model = modelOfYaml('a:\n  children:\n    c:\nb:\n  children:\n    a:\n');
  expect(['all', 'b', 'a', 'c'].map((name) => model.groups.get(name)?.depth)).toEqual([0, 1, 2, 3]);
});

test('a file that cannot be parsed may define anything', () => {
  const model = modelOfYaml('server:\n  hosts:\n    a:\n  vars: {\n');
  expect(model.unknowns).toMatchObject([{ reason: 'unparsable' }]);
  expect(hostsOfGroup(model, 'server')).toEqual(['a']);
});

test('the configuration of an inventory plugin is not an inventory', () => {
  const model = modelOfYaml('plugin: amazon.aws.aws_ec2\nregions: [eu-west-1]\n');
  expect(model.unknowns).toMatchObject([{ reason: 'plugin' }]);
  expect(model.problems).toEqual([]);
});
