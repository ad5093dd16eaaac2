import type { HostLocation, InventoryModel } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { clusterGroups, groupWithChildren } from '../../k3s/clusterGroups.ts';
import { msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';
import { findPairAt } from '../../yaml/pairs.ts';

export const hostInBothGroups = defineRule({
  id: 'host-in-both-groups',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A host is a server and an agent at once'),
  why: msg(
    'A k3s server runs workloads too: it brings its own agent.\nWhen the same host is in the agent group as well, k3s-ansible installs the service `k3s-agent` beside `k3s`; both want the same ports (6444, 10250), and the second one fails with "bind: address already in use" ([k3s-ansible #458](https://github.com/k3s-io/k3s-ansible/issues/458), [#417](https://github.com/k3s-io/k3s-ansible/issues/417)).\nKeep the host in the server group only.\nA cluster of one node needs no agents.',
  ),
  *check(context) {
    const { model } = context;
    const groups = clusterGroups(model);
    if (!groups || groups.server === groups.agent) return;
    const servers = new Set(hostsOfGroup(model, groups.server));
    const [serverGroups, agentGroups] = [groups.server, groups.agent].map((name) =>
      groupWithChildren(model, name),
    );
    const seen = new Set<string>();
    for (const host of hostsOfGroup(model, groups.agent)) {
      if (!servers.has(host)) continue;
      const location = findLocation(model, host, agentGroups);
      const place = location && `${location.uri}:${location.span.start}`;
      // A range lists many hosts at one place.
      if (!location || !place || seen.has(place)) continue;
      seen.add(place);
      const other = findLocation(model, host, serverGroups);
      const fix = removeHost(context, location, host);
      yield {
        uri: location.uri,
        span: location.span,
        message: msg(
          'Host “{0}” is in the groups {1} and {2}. A server runs workloads already, and a second agent on it fails with “address already in use”. Remove it from {2}.',
          host,
          groups.server,
          groups.agent,
        ),
        related:
          other && other !== location
            ? [{ ...placeOf(other), message: msg('“{0}” is a server here', host) }]
            : [],
        fixes: fix ? [fix] : [],
      };
    }
  },
});

const findLocation = (model: InventoryModel, host: string, groups: ReadonlySet<string> | undefined) =>
  model.hosts.get(host)?.locations.find(({ group }) => groups?.has(group));

const placeOf = ({ uri, span }: HostLocation) => ({ uri, span });

/** Only where the line says nothing but the host's name. */
function removeHost(
  { files }: RuleContext,
  { uri, span, pattern }: HostLocation,
  host: string,
): Fix | undefined {
  const file = files.get(uri);
  const placed = findPairAt(file?.document?.root, span);
  if (!file || !placed || placed.pair.value || pattern !== host) return undefined;
  const edit = removeEntryEdit(file.source, { keySpan: span });
  return edit && { title: msg('Remove the host here'), safety: 'unsafe', edits: () => [edit] };
}
