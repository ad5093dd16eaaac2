// Rows about the order of a deployment, for clusters that leave out the default network or many components: what comes
// first, what must lie ready, and what all servers must have alike.
// After docs.k3s.io/networking and /cli/server: critical configuration values.

import { baseName } from '../../ansible/files/uri.ts';
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { AuditRow } from '../../k3s/airgap/rows.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { doesNot } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { keyText, resolveAlias, type YamlNode } from '../../yaml/tree.ts';

/** Must be the same on all servers. */
const CRITICAL = [
  'agent-token',
  'cluster-cidr',
  'cluster-dns',
  'cluster-domain',
  'disable-cloud-controller',
  'disable-helm-controller',
  'disable-kube-proxy',
  'disable-network-policy',
  'egress-selector-mode',
  'embedded-registry',
  'flannel-backend',
  'flannel-external-ip',
  'flannel-ipv6-masq',
  'secrets-encryption',
  'service-cidr',
];
const NETWORK = /cilium|calico|tigera|canal|weave|antrea|kube-?router|kube-?ovn|multus|flannel|cni/i;
/** From so many on, it is worth saying that somebody must bring what is left out. */
const MANY = 3;

/** Values by option, as config.yaml and the arguments of one server say; several of one option in their order. */
type Settings = ReadonlyMap<string, readonly string[]>;

export function* deploymentRows(context: InventoryContext): Generator<AuditRow, void, undefined> {
  const { servers } = clusterHosts(context.model);
  const settings = servers.map((host) => settingsOf(context, host));
  const [first] = settings;
  if (!first) return;
  const hasNoNetwork = first.get('flannel-backend')?.includes('none') === true;
  const disabled = (first.get('disable') ?? [])
    .flatMap((value) => value.split(','))
    .filter((name) => name !== '');
  if (!hasNoNetwork && disabled.length < MANY) return;
  yield* sameRows(settings, servers);
  yield {
    id: 'stage:core',
    isAdvice: true,
    requirement: msg('Stage 1: the core'),
    state: 'met',
    reason: hasNoNetwork
      ? msg('Servers and agents are installed; without a network they stay “NotReady” until stage 2.')
      : msg('Servers and agents are installed.'),
    hosts: servers,
  };
  if (hasNoNetwork) yield* networkRows(context, first, servers);
  if (disabled.length > 0)
    yield {
      id: 'stage:add-ons',
      isAdvice: true,
      requirement: msg('Stage 3: what replaces the components that are left out'),
      state: 'unknown',
      reason: msg(
        '{0}: what you use instead comes last, with its images in airgap_dir or in a registry.',
        disabled.join(', '),
      ),
      hosts: servers,
    };
}

function* networkRows(
  context: InventoryContext,
  settings: Settings,
  servers: readonly string[],
): Generator<AuditRow, void, undefined> {
  const manifests = manifestsOf(context, servers).filter((path) => NETWORK.test(baseName(path)));
  yield {
    id: 'stage:network',
    isAdvice: true,
    requirement: msg('Stage 2: the network'),
    state: manifests.length > 0 ? 'met' : 'unknown',
    reason:
      manifests.length > 0
        ? msg(
            'extra_manifests brings {0}; its images must lie in airgap_dir or in a registry.',
            manifests.map(baseName).join(', '),
          )
        : msg(
            'flannel-backend is none, and nothing in extra_manifests looks like a network: apply one before anything else, with its images in airgap_dir or in a registry.',
          ),
    hosts: servers,
  };
  if (doesNot(context, 'all-archives'))
    yield {
      id: 'stage:network-images',
      requirement: msg('Images of the network'),
      state: 'wrong',
      reason: msg('This k3s-ansible copies one archive only, that of K3s. Update it to 1.1.0 or newer.'),
      hosts: servers,
    };
  if (!settings.get('disable-network-policy')?.includes('true'))
    yield {
      id: 'stage:network-policy',
      isAdvice: true,
      requirement: msg('One controller of network policies'),
      state: 'unknown',
      reason: msg(
        'That of K3s stays on; most networks bring their own. Set disable-network-policy: true if yours does.',
      ),
      hosts: servers,
    };
}

function* sameRows(
  settings: readonly Settings[],
  servers: readonly string[],
): Generator<AuditRow, void, undefined> {
  const textOf = (one: Settings, name: string): string => (one.get(name) ?? []).join(',');
  const differing = CRITICAL.filter((name) => new Set(settings.map((one) => textOf(one, name))).size > 1);
  if (servers.length > 1)
    yield {
      id: 'same-settings',
      requirement: msg('The same settings on all servers'),
      state: differing.length > 0 ? 'wrong' : 'met',
      reason:
        differing.length > 0
          ? msg('{0} must be the same on all servers, or the others cannot join.', differing.join(', '))
          : msg('What must be the same on all servers is.'),
      hosts: servers,
    };
}

function manifestsOf({ model }: InventoryContext, servers: readonly string[]): readonly string[] {
  return definitionsFor(model, servers, 'extra_manifests').effective.flatMap(({ definition }) => {
    const list = resolveAlias(definition.value);
    return list?.kind === 'sequence' ? list.items.flatMap((item) => textsOf(item)) : [];
  });
}

function settingsOf({ model }: InventoryContext, host: string): Settings {
  const found = new Map<string, string[]>();
  const add = (name: string, values: readonly string[]): void => {
    found.set(name, [...(found.get(name) ?? []), ...values]);
  };
  const textOn = (name: string): string => {
    const definition = definitionsFor(model, [host], name).effective[0]?.definition;
    return (definition && scalarOf(definition)?.text) ?? '';
  };
  const root = resolveAlias(parseYaml(textOn('server_config_yaml')).root);
  if (root?.kind === 'mapping') for (const pair of root.pairs) add(keyText(pair) ?? '', textsOf(pair.value));
  for (const match of textOn('extra_server_args').matchAll(/(?<!\S)--([a-z][a-z0-9-]*)(?:[= ](?!-)(\S+))?/g))
    add(match[1] ?? '', [(match[2] ?? 'true').replace(/^["']|["']$/g, '')]);
  return found;
}

function textsOf(node: YamlNode | undefined): readonly string[] {
  const value = resolveAlias(node);
  if (value?.kind === 'scalar') return [value.type === 'bool' ? value.text.toLowerCase() : value.text];
  return value?.kind === 'sequence' ? value.items.flatMap((item) => textsOf(item)) : [];
}
