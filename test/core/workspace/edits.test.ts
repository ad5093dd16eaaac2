// After any edits, an inventory that is kept open says what one says that is opened anew: model, findings, places.
import { expect, test } from 'vitest';
import { definitionsAt } from '../../../server/src/core/ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../../server/src/core/ansible/model/model.ts';
import { effectiveVariable } from '../../../server/src/core/ansible/model/queries.ts';
import { query } from '../../../server/src/core/query/query.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createEditingFileSystem } from '../../support/editingFileSystem.ts';
import { compareAfterEdits, FILES } from '../../support/editSequences.ts';
import { freezeContext } from '../../support/freeze.ts';
import { uriOf } from '../../support/memoryFileSystem.ts';
import { dumpModel } from '../../support/modelDump.ts';
import { chooseSeed } from '../../support/seed.ts';
import { createTestService } from '../../support/service.ts';

test('random edits: as if opened anew', () =>
  compareAfterEdits(chooseSeed('edits of an open inventory'), 20, [], true));

const MAIN = uriOf('inventory.yml');

/** The inventory before and after an edit; another port for one host, unless something else is replaced. */
async function typePort(from = 'ansible_port: 22', to = 'ansible_port: 2222') {
  const host = createEditingFileSystem(FILES);
  const workspace = createWorkspace(host);
  const look = async () => {
    const [analysis] = await workspace.analyze(MAIN);
    if (!analysis) throw new Error('no inventory');
    freezeContext(analysis.context);
    return analysis.context;
  };
  const before = await look();
  return {
    before,
    async after() {
      host.type('inventory.yml', host.text('inventory.yml').replace(from, to));
      return look();
    },
  };
}

const textsOf = (definitions: readonly VariableDefinition[] = []) =>
  definitions.map(({ value }) => value?.kind === 'scalar' && value.text);

test('another value for one host makes another model, which shares all the rest with the one before', async () => {
  const { before, after } = await typePort();
  const now = (await after()).model;
  expect(now).not.toBe(before.model);
  expect(textsOf(before.model.definitionsOfHosts.get('s3'))).toEqual(['10.0.0.3', '22']);
  expect(textsOf(now.definitionsOfHosts.get('s3'))).toEqual(['10.0.0.3', '2222']);
  expect(now.groups).toBe(before.model.groups);
  expect(now.hosts).toBe(before.model.hosts);
  const others = ({ definitions }: typeof now) => definitions.filter(({ owner }) => owner.name !== 's3');
  expect(others(now).every((definition, index) => definition === others(before.model)[index])).toBe(true);
});

const asked: string[] = [];
const ownNames = query((model: InventoryModel, host: string) => {
  asked.push(host);
  return model.definitionsOfHosts.get(host)?.map(({ name }) => name);
});

const namesOfGroup = query((model: InventoryModel, group: string): readonly string[] =>
  (model.definitionsOfGroups.get(group) ?? []).map(({ name }) => name),
);

const counting = query((model: InventoryModel, host: string) =>
  [...model.definitionsByName.keys()].map((name) => effectiveVariable(model, host, name)?.definition),
);

test('typing a value of one host leaves every answer about other hosts alone', async () => {
  const { before, after } = await typePort();
  const hosts = [...before.model.hosts.keys()];
  for (const host of hosts) ownNames(before.model, host);
  const counted = new Map(hosts.map((host) => [host, counting(before.model, host)]));
  const now = await after();
  asked.length = 0;
  for (const host of hosts) ownNames(now.model, host);
  expect(asked).toEqual(['s3']);
  for (const host of hosts)
    if (host !== 's3') expect(counting(now.model, host), host).toBe(counted.get(host));
  expect(counting(now.model, 's3')).not.toBe(counted.get('s3'));
});

const STRUCTURE: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a group', '    agent:\n', '    more:\n    agent:\n'],
  ['a group with hosts', '    agent:\n', '    more:\n      hosts:\n        m1: {token: no}\n    agent:\n'],
  ['a child group', '    agent:\n', '    agent:\n      children:\n        server:\n'],
  ['a range', '        a9:\n', '        b[1:9]:\n          ansible_port: 22\n        a9:\n'],
  ['a section', '    agent:\n', '    agent:\n      vars:\n        token: other\n'],
  ['the name of a group', '    server:\n', '    servers:\n'],
];

test.each(STRUCTURE)('%s that comes leaves the definitions of other hosts alone', async (_, from, to) => {
  const { before, after } = await typePort(from, to);
  const hosts = [...before.model.hosts.keys()];
  for (const host of hosts) ownNames(before.model, host);
  const now = await after();
  asked.length = 0;
  for (const host of hosts) {
    ownNames(now.model, host);
    expect(now.model.definitionsOfHosts.get(host)).toBe(before.model.definitionsOfHosts.get(host));
  }
  expect(asked).toEqual([]);
  expect(dumpModel(now.model)).not.toEqual(dumpModel(before.model));
});

test('a key that is written once more, further up, puts its variable there', async () => {
  const { before, after } = await typePort('    k3s_version:', '    token:\n    k3s_version:');
  const namesOf = (model: InventoryModel) => namesOfGroup(model, 'k3s_cluster');
  expect(namesOf(before.model)).toEqual([
    'ansible_user',
    'k3s_version',
    'api_port',
    'api_endpoint',
    'token',
    'extra_server_args',
  ]);
  const now = (await after()).model;
  expect(namesOf(now).slice(0, 3)).toEqual(['ansible_user', 'token', 'k3s_version']);
  const inFile = now.definitions.filter(({ owner }) => owner.name === 'k3s_cluster');
  expect(inFile.map(({ name }) => name)).toEqual(namesOf(now));
});

test('the variables of a host that has the name of a group go with it', async () => {
  const host = createEditingFileSystem({
    ...FILES,
    'inventory.yml': FILES['inventory.yml'].replace('        a9:', '        agent:'),
  });
  const workspace = createWorkspace(host);
  const ofAgent = async () => {
    const [analysis] = await workspace.analyze(MAIN);
    return textsOf(analysis?.context.model.definitionsOfGroups.get('agent'));
  };
  expect(await ofAgent()).toEqual(['10.0.0.1', 'other', '{{ tokn }}', 'no']);
  const lines = host.text('inventory.yml').split('\n');
  host.type('inventory.yml', lines.toSpliced(lines.indexOf('        agent:'), 3).join('\n'));
  expect(await ofAgent()).toEqual(['{{ tokn }}', 'no']);
});

test('the port behind the name of a host moves with the text', async () => {
  const host = createEditingFileSystem({
    ...FILES,
    'inventory.yml': 'all:\n  vars:\n    a: 1\n  hosts:\n    n1:2222:\n',
  });
  const workspace = createWorkspace(host);
  const portAt = async () => {
    const [analysis] = await workspace.analyze(MAIN);
    return analysis?.context.model.definitionsOfHosts.get('n1')?.[0]?.value?.span.start;
  };
  expect(await portAt()).toBe(host.text('inventory.yml').indexOf('2222'));
  host.type('inventory.yml', host.text('inventory.yml').replace('a: 1', 'a: 12345'));
  expect(await portAt()).toBe(host.text('inventory.yml').indexOf('2222'));
});

test('a group that is put above another one gives its hosts other variables', async () => {
  const host = createEditingFileSystem(FILES);
  const service = createTestService(host);
  const differing = async (of = service) =>
    (await of.check(MAIN, {})).diagnoses.filter(({ ruleId }) => ruleId === 'token-differs').length;
  expect(await differing()).toBe(1);
  const text = host.text('inventory.yml');
  host.type(
    'inventory.yml',
    text.replace('k3s_cluster:\n', 'agent:\n  children:\n    server:\nk3s_cluster:\n'),
  );
  expect(await differing(createTestService(host))).toBe(0);
  expect(await differing()).toBe(0);
});

test('what is asked about an inventory as it was is answered from that', async () => {
  const { before, after } = await typePort();
  expect(ownNames(before.model, 's3')).toEqual(['ansible_host', 'ansible_port']);
  const now = await after();
  const port = (model: InventoryModel) => textsOf(definitionsAt(model, 'ansible_port'));
  expect(port(now.model)).toEqual(['2222']);
  expect(port(before.model)).toEqual(['22']);
});
