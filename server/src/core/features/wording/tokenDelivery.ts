// How the token reaches every node of an inventory, in words: for the hover on `token` and for the airgap report.

import { scalarOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { addHost, type OfHosts } from '../../ansible/model/ofHosts.ts';
import { unreadFor } from '../../ansible/model/queries.ts';
import { isCiphertext } from '../../ansible/vault/ciphertext.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { CARRIERS } from '../../k3s/config/carriers.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { partsOf } from '../../k3s/roles/parts.ts';
import { type TokenInjection, tokenInjection } from '../../k3s/roles/tokenInjection.ts';
import { ownConfig, tokenValue } from '../../k3s/tokenValue.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';

/** One way in which the token reaches nodes, with the nodes that get it so, in the order of the inventory. */
export interface TokenWayOfHosts extends TokenInjection {
  readonly hosts: readonly string[];
}

/** Hosts that get it in the same way share a line; in the order of the roles. */
export function tokenDelivery(context: InventoryContext): readonly TokenWayOfHosts[] {
  const { model, upstream } = context;
  const { all, servers } = clusterHosts(model);
  const partOf = partsOf(model);
  const found = new Map<string, OfHosts<TokenInjection>>();
  for (const host of all) {
    const token = definitionsFor(model, [host], 'token').effective[0]?.definition;
    if (!token && unreadFor(model, host).length > 0) continue;
    const isServer = servers.includes(host);
    const scalar = token && scalarOf(token);
    const injection = tokenInjection(upstream.version?.facts, {
      role: partOf(host) ?? 'agent',
      hasToken: token !== undefined,
      value: tokenValue(context, host),
      own: ownConfig(context, host, isServer),
      isInlineVault: scalar !== undefined && isCiphertext(scalar),
      isAirgap: definitionsFor(model, [host], 'airgap_dir').effective.length > 0,
      hasArgument: hasArgument(model, host, isServer),
    });
    const key = `${injection.way} ${injection.task} ${JSON.stringify(injection.reason)}`;
    addHost(found, key, host, () => injection);
  }
  return [...found.values()];
}

function hasArgument(model: InventoryModel, host: string, isServer: boolean): boolean {
  const [, name] = CARRIERS[isServer ? 'server' : 'agent'];
  return definitionsFor(model, [host], name).effective.some(({ definition }) =>
    /(?<![\w-])(?:--token|-t)[ =]/.test(scalarOf(definition)?.text ?? ''),
  );
}

/** One line for each way; none where it is not known which k3s-ansible is run. */
export function tokenDeliveryText(context: InventoryContext): readonly Message[] {
  const { version } = context.upstream;
  const known = tokenDelivery(context).filter(({ way }) => way !== 'unknown');
  if (known.length === 0) return [];
  const title = version
    ? msg('How it reaches the services, with this k3s-ansible ({0}):', nameUpstream(version))
    : msg('How it reaches the services:');
  const lines = known.map(({ way, task, reason, hosts }) => {
    const how = way === 'lost' ? msg('lost: {0}', reason) : reason;
    return task === undefined
      ? msg('- {0}: {1}', nameHosts(hosts), how)
      : msg('- {0}: {1} (task “{2}”)', nameHosts(hosts), how, task);
  });
  return [title, ...lines];
}
