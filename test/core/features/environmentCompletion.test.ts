// Variables of the environment: for the installer as keys, for the service as lines; their names and their values.
import { expect, it } from 'vitest';
import { choicesOf, flagVariables } from '../../../server/src/core/k3s/config/flags.ts';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { CLUSTER_HEAD } from '../../support/clusterHead.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

function open(annotated: string) {
  const text = CLUSTER_HEAD + annotated.replace('$0', '');
  const place = lineColumnAt(createSourceText('', text), CLUSTER_HEAD.length + annotated.indexOf('$0'));
  return { text, place, service: createTestService(createMemoryFileSystem({ 'inventory.yml': text })) };
}

async function hover(annotated: string): Promise<string> {
  const { place, service } = open(annotated);
  return (await service.hoverAt(uriOf('inventory.yml'), place))?.markdown ?? '';
}

async function complete(annotated: string) {
  const { text, place, service } = open(annotated);
  const { items } = await service.completeAt(uriOf('inventory.yml'), place);
  const apply = (label: string): string =>
    applyRangeEdits(
      text,
      items.filter((item) => item.label === label).map(({ edit }) => edit),
    ).slice(CLUSTER_HEAD.length);
  return { labels: items.map(({ label }) => label), apply };
}

it.each([
  ['    extra_install_envs:\n      $0\n', '    extra_install_envs:\n      K3S_NODE_NAME: "$1"\n'],
  ['    extra_install_envs:\n      K3S_N$0\n', '    extra_install_envs:\n      K3S_NODE_NAME: "$1"\n'],
  ['    extra_service_envs:\n      - $0\n', '    extra_service_envs:\n      - K3S_NODE_NAME=\n'],
  ['    extra_service_envs:\n      - "K3S$0"\n', '    extra_service_envs:\n      - "K3S_NODE_NAME="\n'],
  ['    extra_service_envs: [K3S$0]\n', '    extra_service_envs: [K3S_NODE_NAME=]\n'],
])('%j is completed', async (before, after) => {
  expect((await complete(before)).apply('K3S_NODE_NAME')).toBe(after);
});

it('the installer is offered its own names, and none that k3s-ansible sets or that breaks it', async () => {
  const { labels } = await complete('    extra_install_envs:\n      HTTP_PROXY: x\n      $0\n');
  expect(labels).toContain('INSTALL_K3S_CHANNEL');
  for (const name of ['HTTP_PROXY', 'INSTALL_K3S_VERSION', 'INSTALL_K3S_NAME', 'K3S_URL', 'K3S_TOKEN'])
    expect(labels).not.toContain(name);
});

it('the service is offered what K3s reads, and nothing of the installer', async () => {
  const { labels } = await complete('    extra_service_envs:\n      - $0\n');
  expect(labels).toContain('HTTPS_PROXY');
  expect(labels).toContain('K3S_DATASTORE_ENDPOINT');
  expect(labels.filter((name) => name.startsWith('INSTALL_'))).toEqual([]);
});

it.each([
  ['extra_install_envs:\n      K3S_SELINUX: $0', 'true', 'extra_install_envs:\n      K3S_SELINUX: "true"'],
  ['extra_install_envs:\n      K3S_SELINUX:$0', 'false', 'extra_install_envs:\n      K3S_SELINUX: "false"'],
  ['extra_install_envs:\n      K3S_DEBUG: "t$0"', 'true', 'extra_install_envs:\n      K3S_DEBUG: "true"'],
  [
    "extra_install_envs:\n      INSTALL_K3S_SYMLINK: 'sk$0ip'",
    'force',
    "extra_install_envs:\n      INSTALL_K3S_SYMLINK: 'force'",
  ],
  [
    'extra_install_envs:\n      INSTALL_K3S_CHANNEL: $0 # comment',
    'latest',
    'extra_install_envs:\n      INSTALL_K3S_CHANNEL: "latest" # comment',
  ],
  ['extra_service_envs:\n      - K3S_SELINUX=$0', 'true', 'extra_service_envs:\n      - K3S_SELINUX=true'],
  ['extra_service_envs:\n      - "K3S_DEBUG=f$0"', 'false', 'extra_service_envs:\n      - "K3S_DEBUG=false"'],
])('a value is offered in %j', async (before, label, after) => {
  const { apply, labels } = await complete(`    ${before}\n`);
  expect(labels).toContain(label);
  expect(apply(label)).toBe(`    ${after}\n`);
});

it.each([...flagVariables()])('%s has the choices and the hover of its flag', async (name, flag) => {
  for (const line of [
    `extra_service_envs:\n      - "${name}=$0"`,
    `extra_install_envs:\n      ${name}: "$0"`,
  ]) {
    const { labels } = await complete(`    ${line}\n`);
    expect(labels).toEqual(choicesOf(flag));
    const onName = line.replace('$0', '').replace(name, `${name.slice(0, 2)}$0${name.slice(2)}`);
    expect(await hover(`    ${onName}\n`)).toContain(flag.about);
  }
});

it.each([
  ['extra_install_envs:\n      INSTALL_K3S_$0SYMLINK: skip', 'Values: `skip`'],
  ['extra_install_envs:\n      K3S_SELINUX: "tr$0ue"', 'Sets `selinux` of K3s.'],
  ['extra_service_envs:\n      - K3S_NODE_NAME=no$0de1', 'Sets `node-name` of K3s.'],
  ['extra_service_envs:\n      - HTTPS_PR$0OXY=http://proxy', 'The proxy for HTTPS'],
])('%j is explained', async (before, words) => {
  expect(await hover(`    ${before}\n`)).toContain(words);
});

it('nothing is offered behind the equals sign of what may be anything', async () => {
  expect((await complete('    extra_service_envs:\n      - K3S_NODE_NAME=a$0\n')).labels).toEqual([]);
});
