// Rows about the order of a deployment, for clusters that leave out the default network or many components: what comes
// first, what must lie ready, and what all servers must have alike.
// After docs.k3s.io/networking and /cli/server: critical configuration values.

import { baseName } from '../../ansible/files/uri.ts';
import type { AuditRow } from '../../k3s/airgap/rows.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { comparableValue, criticalFlags } from '../../k3s/config/flags.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { doesNot } from '../../k3s/roles/behaviour.ts';
import { isWithoutNetwork, type NodeSettings, settingsOn } from '../../k3s/roles/nodeSettings.ts';
import { previewCluster } from '../../k3s/roles/preview.ts';
import { msg } from '../../text/message.ts';
import { scalarsBelow } from '../../yaml/scalarsBelow.ts';
import { resolveAlias } from '../../yaml/tree.ts';

const NETWORK = /cilium|calico|tigera|canal|weave|antrea|kube-?router|kube-?ovn|multus|flannel|cni/i;
/** From so many on, the report says that they must be replaced. */
const MANY = 3;

/** None where the cluster has its default network and nearly all components. */
export function* deploymentRows(context: InventoryContext): Generator<AuditRow, void, undefined> {
  const { servers } = clusterHosts(context.model);
  const { hosts } = previewCluster(context, { hosts: servers, reveals: true });
  const settings = [...hosts.values()].map(settingsOn);
  const [first] = settings;
  if (!first) return;
  const hasNoNetwork = isWithoutNetwork(first);
  const disabled = (first.get('disable') ?? '').split(',').filter((name) => name !== '');
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
  settings: NodeSettings,
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
  if (settings.get('disable-network-policy') !== 'true')
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
  settings: readonly NodeSettings[],
  servers: readonly string[],
): Generator<AuditRow, void, undefined> {
  const differing = criticalFlags()
    .filter((flag) => {
      const values = settings.map((one) => comparableValue(flag, one.get(flag.name)));
      return !values.includes(undefined) && new Set(values).size > 1;
    })
    .map(({ name }) => name);
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
    return list?.kind === 'sequence' ? [...scalarsBelow(list)].map(({ text }) => text) : [];
  });
}
