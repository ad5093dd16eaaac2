// Flags and their values among the arguments of K3s: completion and hover, in every style a text is written in.
import { describe, expect, it } from 'vitest';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { CLUSTER_HEAD } from '../../support/clusterHead.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

function open(annotated: string, path = 'inventory.yml') {
  const text = annotated.replace('$0', '');
  const place = lineColumnAt(createSourceText('', text), annotated.indexOf('$0'));
  return { text, place, path, service: createTestService(createMemoryFileSystem({ [path]: text })) };
}

async function complete(annotated: string, path?: string) {
  const { text, place, path: own, service } = open(annotated, path);
  const { items } = await service.completeAt(uriOf(own), place);
  const apply = (label: string): string => {
    const item = items.find((candidate) => candidate.label === label);
    if (!item) throw new Error(`no item ${label} among ${items.map((each) => each.label).join(' ')}`);
    return applyRangeEdits(text, [item.edit]);
  };
  return { labels: items.map(({ label }) => label), apply };
}

async function hover(annotated: string): Promise<string> {
  const { place, path, service } = open(annotated);
  return (await service.hoverAt(uriOf(path), place))?.markdown ?? '';
}

const server = (value: string): string => `${CLUSTER_HEAD}    extra_server_args: ${value}\n`;

describe('flags', () => {
  it.each([
    ['"--dis$0"', '"--disable="'],
    ['"$0"', '"--disable="'],
    ["'--debug $0'", "'--debug --disable='"],
    ['--debug --dis$0', '--debug --disable='],
    ['"--dis$0 --debug"', '"--disable= --debug"'],
    ['"--dis$0able=traefik"', '"--disable=traefik"'],
    [
      '>-\n      --debug\n      --dis$0\n      --selinux',
      '>-\n      --debug\n      --disable=\n      --selinux',
    ],
    ['|\n      --debug\n      -$0', '|\n      --debug\n      --disable='],
    ['"--node-label=a=b --disa$0"', '"--node-label=a=b --disable="'],
    ['"server $0"', '"server --disable="'],
    ['"{{ more }} --di$0"', '"{{ more }} --disable="'],
  ])('are offered in %s', async (before, after) => {
    expect((await complete(server(before))).apply('--disable')).toBe(server(after));
  });

  it('of servers are not offered to agents', async () => {
    const { labels } = await complete(`${CLUSTER_HEAD}    extra_agent_args: "--$0"\n`);
    expect(labels).toContain('--node-label');
    expect(labels).not.toContain('--disable');
    expect(labels).not.toContain('--no-flannel');
  });

  it('that are there are offered again only where they add up', async () => {
    const { labels } = await complete(server('"--disable=traefik --flannel-backend=none --$0"'));
    expect(labels).toContain('--disable');
    expect(labels).not.toContain('--flannel-backend');
  });

  it('are offered in an inventory of INI', async () => {
    const ini =
      '[server]\n10.0.0.1\n[k3s_cluster:children]\nserver\n[k3s_cluster:vars]\napi_endpoint=10.0.0.1\n';
    const { apply } = await complete(`${ini}extra_server_args="--dis$0"\n`, 'hosts.ini');
    expect(apply('--disable')).toBe(`${ini}extra_server_args="--disable="\n`);
  });
});

describe('values', () => {
  it.each([
    ['"--flannel-backend=$0"', 'wireguard-native', '"--flannel-backend=wireguard-native"'],
    ['"--flannel-backend $0"', 'none', '"--flannel-backend none"'],
    ['"--flannel-backend vx$0 --debug"', 'vxlan', '"--flannel-backend vxlan --debug"'],
    ['"--disable=tra$0"', 'traefik', '"--disable=traefik"'],
    ["--disable='tra$0'", 'traefik', "--disable='traefik'"],
    ['"--selinux=$0"', 'true', '"--selinux=true"'],
  ])('are offered in %s', async (before, label, after) => {
    expect((await complete(server(before))).apply(label)).toBe(server(after));
  });

  it.each(['"--node-name=$0"', '"--selinux tr$0"', '"--{{ a }}b$0"'])(
    'are not made up in %s',
    async (before) => {
      const { labels } = await complete(server(before));
      expect(labels.filter((label) => label.startsWith('--') || label === 'true')).toEqual([]);
    },
  );
});

describe('hover', () => {
  it('says of a flag of servers that agents do not start with it', async () => {
    expect(await hover(`${CLUSTER_HEAD}    extra_agent_args: "--dis$0able traefik"\n`)).toContain(
      'Agents do not start with it.',
    );
  });

  it('says nothing of what K3s does not have', async () => {
    expect(await hover(server('"--dis$0abel traefik"'))).toBe('');
  });

  it('knows the short name', async () => {
    expect(await hover(server('"-$0t abc"'))).toContain('--token');
  });
});
