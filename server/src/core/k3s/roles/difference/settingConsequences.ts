// What changed settings of K3s mean for a running cluster.

import { addHost, type OfHosts } from '../../../ansible/model/ofHosts.ts';
import { type Message, msg } from '../../../text/message.ts';
import { ownValue } from '../../../text/ownValue.ts';
import { MASK } from '../maskText.ts';
import type { Consequence, SettingsPair } from './consequence.ts';

interface SettingRule {
  readonly id: string;
  readonly severity: Consequence['severity'];
  readonly settings: readonly string[];
  readonly isOf?: SettingsPair['role'];
  /** Only where the setting is written before and after. */
  readonly isOfBoth?: true;
  /** The value of the setting where none is written. */
  readonly defaults?: Readonly<Record<string, string>>;
  readonly message: (name: string, before: string, after: string) => Message;
}

const RULES: readonly SettingRule[] = [
  {
    id: 'fixed-at-creation',
    severity: 'danger',
    settings: ['cluster-cidr', 'service-cidr', 'cluster-dns', 'cluster-domain'],
    isOf: 'server',
    defaults: {
      'cluster-cidr': '10.42.0.0/16',
      'service-cidr': '10.43.0.0/16',
      'cluster-dns': '10.43.0.10',
      'cluster-domain': 'cluster.local',
    },
    message: (name, before, after) =>
      msg(
        '{0} goes from {1} to {2}: it is fixed when a cluster is created. Nodes and services keep the old addresses and names, and the cluster breaks; it takes a new cluster.',
        name,
        before,
        after,
      ),
  },
  {
    id: 'datastore-changed',
    severity: 'danger',
    settings: ['datastore-endpoint'],
    isOf: 'server',
    message: () =>
      msg(
        'The datastore is another one: what the cluster holds is not moved to it, and the servers start with what they find there.',
      ),
  },
  {
    id: 'data-dir-changed',
    severity: 'danger',
    settings: ['data-dir'],
    defaults: { 'data-dir': '/var/lib/rancher/k3s' },
    message: (_, before, after) =>
      msg('The data stays in {0}, and K3s starts anew in {1}: move it while K3s is stopped.', before, after),
  },
  {
    id: 'cluster-reset',
    severity: 'danger',
    settings: ['cluster-reset', 'cluster-reset-restore-path'],
    isOf: 'server',
    message: (name) => msg('{0} makes a server forget all others each time it starts.', name),
  },
  {
    id: 'secrets-encryption',
    severity: 'warning',
    settings: ['secrets-encryption', 'secrets-encryption-provider'],
    isOf: 'server',
    message: (name) =>
      msg('{0} changes: of a running cluster, "k3s secrets-encrypt" must do that first.', name),
  },
  {
    id: 'node-name-changed',
    severity: 'warning',
    settings: ['node-name', 'with-node-id'],
    message: (name) =>
      msg(
        '{0} changes: the node joins as another one, and the former one stays in the cluster as lost.',
        name,
      ),
  },
  {
    id: 'network-changed',
    severity: 'warning',
    settings: ['flannel-backend', 'flannel-ipv6-masq', 'flannel-external-ip', 'egress-selector-mode'],
    isOf: 'server',
    defaults: { 'flannel-backend': 'vxlan', 'egress-selector-mode': 'agent' },
    message: (name, before, after) =>
      msg(
        '{0} goes from {1} to {2}: until all nodes have restarted, pods on different nodes may not reach each other.',
        name,
        before,
        after,
      ),
  },
  {
    id: 'node-address-changed',
    severity: 'warning',
    settings: ['node-ip', 'node-external-ip', 'advertise-address'],
    message: (name, before, after) =>
      msg(
        '{0} goes from {1} to {2}: other nodes and etcd reach it under the new address only, which must exist before the restart.',
        name,
        before,
        after,
      ),
  },
  {
    id: 'component-disabled',
    severity: 'warning',
    settings: ['disable'],
    isOf: 'server',
    message: (_, before, after) =>
      msg(
        'The disabled components change from {0} to {1}: K3s removes one that is newly disabled from the running cluster, with what it serves.',
        before,
        after,
      ),
  },
  {
    id: 'endpoint-changed',
    severity: 'warning',
    settings: ['server'],
    isOfBoth: true,
    message: (_, before, after) =>
      msg(
        'The nodes reach the servers at {1} instead of {0}: a server must answer there, with that name in its certificate, before they restart.',
        before,
        after,
      ),
  },
  {
    id: 'labels-kept',
    severity: 'info',
    settings: ['node-label', 'node-taint'],
    message: (name) =>
      msg('{0} counts when a node joins: for nodes that run, use kubectl label or kubectl taint.', name),
  },
];

/** One consequence for each setting that changes, for all nodes on which it changes alike. */
export function settingConsequences(
  hosts: ReadonlyMap<string, unknown>,
  pairs: ReadonlyMap<string, SettingsPair>,
): readonly Consequence[] {
  const found = new Map<string, OfHosts<Consequence>>();
  for (const host of hosts.keys()) {
    const pair = pairs.get(host);
    if (!pair) continue;
    for (const rule of RULES) for (const name of rule.settings) note(found, host, pair, rule, name);
  }
  return [...found.values()];
}

function note(
  found: Map<string, OfHosts<Consequence>>,
  host: string,
  pair: SettingsPair,
  { id, severity, isOf, isOfBoth, defaults, message }: SettingRule,
  name: string,
): void {
  if (isOf && pair.role !== isOf) return;
  const usual = (defaults && ownValue(defaults, name)) ?? '';
  const [before, after] = [pair.before.get(name) ?? usual, pair.after.get(name) ?? usual];
  if (before === after || (isOfBoth && (!before || !after))) return;
  // Where the text is unknown, so is whether it changes.
  if ([before, after].some((one) => /<unknown|\uE000/.test(one))) return;
  const show = (text: string | undefined): string => (text ? text : usual || '""');
  const [a, b] = [show(pair.shownBefore.get(name)), show(pair.shownAfter.get(name))];
  const key = `${id}\n${name}\n${before}\n${after}`;
  addHost(found, key, host, () => ({ id, severity, message: message(name, hidden(a), hidden(b)) }));
}

const hidden = (text: string): string => (text.includes(MASK) ? MASK : text);
