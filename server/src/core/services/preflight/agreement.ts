// Whether the nodes will form one cluster: compares what they must have in common, as the roles write it on each of
// them.
import type { InventoryContext } from '../../k3s/context.ts';
import { AGENT_INSTALLS, INSTALLS, JOINS, VERIFIES } from '../../k3s/roles/moments.ts';
import type { NodePreview } from '../../k3s/roles/node.ts';
import { settingsOn } from '../../k3s/roles/nodeSettings.ts';
import { previewCluster } from '../../k3s/roles/preview.ts';
import { type Message, msg } from '../../text/message.ts';

/** A reason why nodes would not find each other, and the tasks that would show it. */
export interface Disagreement {
  readonly titles: readonly string[];
  readonly hosts: readonly string[];
  readonly message: Message;
}

/** Secrets are compared, and not shown. */
export function agreementReasons(context: InventoryContext): readonly Disagreement[] {
  const { hosts } = previewCluster(context, { reveals: true });
  const found: Disagreement[] = [];
  for (const [host, { refusal, role }] of hosts)
    if (refusal)
      found.push({ titles: role === 'server' ? INSTALLS : AGENT_INSTALLS, hosts: [host], message: refusal });
  const servers = [...hosts].filter(([, { role }]) => role === 'server');
  const [first] = servers;
  if (!first) return found;
  const own = settingsOn(first[1]);
  const tokens = [own.get('token'), own.get('agent-token')].filter(isKnown);
  const others = [...hosts].filter(([, node]) => joinsOtherwise(node, tokens));
  if (tokens.length > 0 && others.length > 0)
    found.push({
      titles: others.some(([, { role }]) => role === 'agent') ? JOINS : VERIFIES,
      hosts: others.map(([host]) => host),
      message: msg('The node comes with another token than the first server, {0}, and is refused.', first[0]),
    });
  const stores = servers.map(([, node]) => settingsOn(node).get('datastore-endpoint'));
  if (stores.every(isKnown) && new Set(stores).size > 1)
    found.push({
      titles: VERIFIES,
      hosts: servers.map(([host]) => host),
      message: msg('The servers have different datastores, and each of these is a cluster of its own.'),
    });
  return found;
}

const isKnown = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && !/<unknown|<secret>|\uE000|[{}]/.test(text);

function joinsOtherwise(node: NodePreview, tokens: readonly string[]): boolean {
  const token = settingsOn(node).get('token');
  return isKnown(token) && !tokens.includes(token);
}
