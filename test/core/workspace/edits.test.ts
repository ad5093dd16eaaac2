// After any edits, an inventory that is kept open says what one says that is opened anew: model, findings, places.
import { expect, test } from 'vitest';
import { createWorkspace } from '../../../server/src/core/workspace/workspace.ts';
import { createEditingHost, type EditingHost } from '../../support/editingHost.ts';
import { uriOf } from '../../support/memoryHost.ts';
import { dumpModel } from '../../support/modelDump.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';
import { createTestService } from '../../support/service.ts';
import { mutate } from '../../support/yamlMutations.ts';

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
const FILES = {
  'inventory.yml': INVENTORY,
  'group_vars/all.yml': 'api_endpoint: 10.0.0.1\nairgap_dir: ../airgap\nlist: [a, b]\n',
  'group_vars/agent.yml': 'token: "{{ tokn }}"\nuse_external_database: "no"\n',
  'host_vars/s1.yml': 'ansible_host: 10.0.0.7\n',
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
];

/** Thousands where there is time for them: `EDIT_SEQUENCES=5000`. */
const SEQUENCES = Number(process.env.EDIT_SEQUENCES ?? 20);

/** Mostly what people do: another value, another name, a line more or less; sometimes a slip. */
function edit(text: string, random: Random): string {
  const lines = text.split('\n');
  const line = random.below(lines.length);
  const old = lines[line] ?? '';
  switch (random.below(7)) {
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

function openAll(host: EditingHost) {
  const [service, workspace] = [createTestService(host), createWorkspace(host)];
  return async (path: string) => {
    const { unknowns, ...checked } = await service.check(uriOf(path), {});
    const analyses = await workspace.analyze(uriOf(path));
    const models = analyses.map(({ context }) => dumpModel(context.model));
    return { checked, unknowns: unknowns.length, models };
  };
}

test('random edits: as if opened anew', async () => {
  const random = createRandom(chooseSeed('edits of an open inventory'));
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    const host = createEditingHost(FILES);
    const look = openAll(host);
    for (let steps = 1 + random.below(6); steps > 0; steps--) {
      const path = random.below(3) > 0 ? 'inventory.yml' : random.pick(Object.keys(FILES));
      host.type(path, edit(host.text(path), random));
      await look('inventory.yml');
    }
    expect(await look('inventory.yml'), host.text('inventory.yml')).toEqual(
      await openAll(host)('inventory.yml'),
    );
  }
}, 900_000);

test('another value for one host leaves the groups, the hosts and all other definitions as they are', async () => {
  const host = createEditingHost(FILES);
  const workspace = createWorkspace(host);
  const before = (await workspace.analyze(uriOf('inventory.yml')))[0]?.context.model;
  host.type('inventory.yml', host.text('inventory.yml').replace('ansible_port: 22', 'ansible_port: 2222'));
  const after = (await workspace.analyze(uriOf('inventory.yml')))[0]?.context.model;
  expect(after).toBe(before);
  expect(
    after?.definitionsOfHosts.get('s3')?.map(({ value }) => value?.kind === 'scalar' && value.text),
  ).toEqual(['10.0.0.3', '2222']);
});
