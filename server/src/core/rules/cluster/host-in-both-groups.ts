import { oneHostOfEachKind } from '../../ansible/model/eachHost.ts';
import type { HostLocation, InventoryModel, Location } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { groupWithChildren, isInAny } from '../../k3s/clusterGroups.ts';
import { hasRenamedServers, nodeGroups } from '../../k3s/dialects/nodes.ts';
import { msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';
import { findPairAt } from '../../yaml/pairs.ts';
import { keyText } from '../../yaml/tree.ts';

export const hostInBothGroups = defineRule({
  id: 'host-in-both-groups',
  severity: 'error',
  needs: 'dialect',
  readsRefused: 'structure',
  since: '0.1.0',
  summary: msg('A host is a server and an agent at once'),
  why: msg(
    'A k3s server runs workloads too: it brings its own agent.\nWhen the same host is in the agent group as well, k3s-ansible installs the service `k3s-agent` beside `k3s`; both want the same ports (6444, 10250), and the second one fails with "bind: address already in use" ([k3s-ansible #458](https://github.com/k3s-io/k3s-ansible/issues/458), [#417](https://github.com/k3s-io/k3s-ansible/issues/417)).\nKeep the host in the server group only.\nA cluster of one node needs no agents.',
  ),
  *check(context) {
    const { model } = context;
    const groups = nodeGroups(context);
    if (!groups || groups.server === groups.agent || hasRenamedServers(context)) return;
    const serverGroups = groupWithChildren(model, groups.server);
    const agentGroups = groupWithChildren(model, groups.agent);
    const isBoth = (host: string): boolean =>
      isInAny(model, host, serverGroups) && isInAny(model, host, agentGroups);
    // Thousands of hosts are of a few kinds.
    if (!oneHostOfEachKind(model).some(isBoth)) return;
    const seen = new Set<string>();
    for (const host of hostsOfGroup(model, groups.agent)) {
      // Reported where it is listed as an agent, because that is the place to change.
      if (!isBoth(host)) continue;
      const shared = sharedGroup(context, host, serverGroups, agentGroups);
      const listed = findLocation(model, host, agentGroups);
      const location = shared ?? listed;
      const place = location && `${location.uri}:${location.span.start}`;
      // A range lists many hosts at one place.
      if (!location || !place || seen.has(place)) continue;
      seen.add(place);
      const other = findLocation(model, host, serverGroups);
      const fix = shared ? removeGroup(context, shared) : listed && removeHost(context, listed, host);
      yield {
        uri: location.uri,
        span: location.span,
        message: shared
          ? msg(
              'Host “{0}” is in the groups {1} and {2}, because group “{3}” is below both. A server runs workloads already, and a second agent on it fails with “address already in use”. Remove “{3}” from {2}.',
              host,
              groups.server,
              groups.agent,
              shared.group,
            )
          : msg(
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

const findLocation = (model: InventoryModel, host: string, groups: ReadonlySet<string>) =>
  model.hosts.get(host)?.locations.find(({ group }) => groups.has(group));

/** A child group that is below both: where it is listed for the agents. */
interface SharedGroup extends Location {
  readonly group: string;
}

function sharedGroup(
  { model, files }: RuleContext,
  host: string,
  servers: ReadonlySet<string>,
  agents: ReadonlySet<string>,
): SharedGroup | undefined {
  const isListed = model.hosts
    .get(host)
    ?.locations.some(({ group }) => agents.has(group) && !servers.has(group));
  if (isListed) return undefined;
  for (const group of [...agents].filter(
    (name) => servers.has(name) && hostsOfGroup(model, name).includes(host),
  ))
    for (const { uri, span } of model.groups.get(group)?.locations ?? []) {
      const parent = findPairAt(files.get(uri)?.document?.root, span)?.above.at(-2);
      const name = parent && keyText(parent);
      if (name !== undefined && agents.has(name) && !servers.has(name)) return { uri, span, group };
    }
  return undefined;
}

function removeGroup({ files }: RuleContext, { uri, span }: SharedGroup): Fix | undefined {
  const file = files.get(uri);
  const pair = findPairAt(file?.document?.root, span)?.pair;
  const isBare = !pair?.value || (pair.value.kind === 'scalar' && pair.value.type === 'null');
  const edit =
    file && pair && isBare ? removeEntryEdit(file.source, { keySpan: span, value: pair.value }) : undefined;
  return edit && { title: msg('Remove the group here'), safety: 'unsafe', edits: () => [edit] };
}

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
