import type { HostLocation, Location } from '../../ansible/model/model.ts';
import { addHost, type OfHosts } from '../../ansible/model/ofHosts.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { addCluster } from '../../edits/addCluster.ts';
import { insertChild } from '../../edits/insertChild.ts';
import { CLUSTER_GROUP, groupWithChildren } from '../../k3s/clusterGroups.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { nodesOutside, withoutClusterVariable } from '../../k3s/outsideCluster.ts';
import { msg } from '../../text/message.ts';

export const hostOutsideCluster = defineRule({
  id: 'host-outside-cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A server or an agent is not in the group `k3s_cluster`'),
  why: msg(
    "The first play of k3s-ansible runs on `k3s_cluster`: it prepares the hosts, and since 1.2.0 it is the only one that gathers facts.\nThe plays that install run on `server` and `agent`; for a host outside `k3s_cluster` they have no facts, so that they stop with an undefined variable such as `ansible_facts['service_mgr']`, and in older versions work on a host that nobody has prepared.\nVariables of `k3s_cluster` do not reach it either.\nPut the groups `server` and `agent` below `children:` of `k3s_cluster` ([sample inventory](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/inventory-sample.yml)).\nThose who have plays of their own set `server_group` and `agent_group`; this rule is then silent.",
  ),
  *check(context) {
    const { model } = context;
    const outside = nodesOutside(context);
    if (outside.size === 0) return;
    if (!model.groups.has(CLUSTER_GROUP)) {
      yield* describeNoCluster(context);
      return;
    }
    for (const group of ['server', 'agent']) {
      const hosts = hostsOfGroup(model, group);
      const ours = hosts.filter((host) => outside.has(host));
      if (ours.length === 0) continue;
      if (ours.length === hosts.length) yield* describeGroup(context, group, ours);
      else yield* describeHosts(context, group, ours);
    }
  },
});

/** One cause gives one finding, at the group that stands where that of the cluster is missing. */
function* describeNoCluster(context: RuleContext): Generator<RuleFinding, void, undefined> {
  const { model } = context;
  const nodes = ['server', 'agent'].filter((group) => hostsOfGroup(model, group).length > 0);
  const above = [...model.groups.values()].find(
    ({ name, children }) => name !== 'all' && nodes.every((group) => children.includes(group)),
  );
  const [place] = (above ?? model.groups.get(nodes[0] ?? ''))?.locations ?? [];
  if (!place || nodes.length === 0) return;
  const fix = addFix(context, nodes, place);
  const message = msg(
    'There is no group {0}: the first play of k3s-ansible, which prepares the hosts and gathers their facts, runs on none, and those that install stop. Put {1} below “children:” of {0}.',
    CLUSTER_GROUP,
    nodes.join(', '),
  );
  yield { uri: place.uri, span: place.span, message, fixes: fix ? [fix] : [] };
}

function addFix(
  { files, varsEntries }: RuleContext,
  nodes: readonly string[],
  { uri }: Location,
): Fix | undefined {
  const file = files.get(uri);
  const edit = file && addCluster(file, nodes);
  // Variables of the missing group would take effect.
  const isAwaited = varsNames(varsEntries).some(({ owner }) => owner.name === CLUSTER_GROUP);
  return (
    edit && {
      title: msg('Add the group {0}', CLUSTER_GROUP),
      safety: isAwaited ? 'unsafe' : 'safe',
      preferred: true,
      edits: () => [edit],
    }
  );
}

/** All hosts of the group are outside, so the group is what has to move. */
function* describeGroup(
  context: RuleContext,
  group: string,
  outside: readonly string[],
): Generator<RuleFinding, void, undefined> {
  const [place] = context.model.groups.get(group)?.locations ?? [];
  if (!place) return;
  const fix = nestFix(context, group, place);
  const described = describe(context, group, outside);
  yield { uri: place.uri, span: place.span, ...described, fixes: fix ? [fix] : [] };
}

/** Each place once: a range lists many hosts. */
function* describeHosts(
  context: RuleContext,
  group: string,
  outside: readonly string[],
): Generator<RuleFinding, void, undefined> {
  const { model } = context;
  const groups = groupWithChildren(model, group);
  const places = new Map<string, OfHosts<{ readonly location: HostLocation }>>();
  for (const host of outside) {
    const location = model.hosts.get(host)?.locations.find((place) => groups.has(place.group));
    if (!location) continue;
    addHost(places, `${location.uri}:${location.span.start}`, host, () => ({ location }));
  }
  for (const { location, hosts } of places.values())
    yield { uri: location.uri, span: location.span, ...describe(context, group, hosts) };
}

/** What every node needs: without it the deployment stops in every release. */
const NEEDED = ['api_endpoint', 'k3s_version', 'token'];

/**
 * An error only where a variable that every release needs does not reach the hosts: older roles also run on hosts that
 * are not prepared.
 */
function describe(
  context: RuleContext,
  group: string,
  outside: readonly string[],
): Pick<RuleFinding, 'message' | 'severity'> {
  const hosts = nameHosts(outside);
  const lost = NEEDED.filter((name) => {
    const without = withoutClusterVariable(context, name);
    return outside.some((host) => without.has(host));
  });
  if (lost.length === 0)
    return {
      message: msg(
        'The group {1} has hosts that are not in {2} ({0}): k3s-ansible does not prepare them, gathers no facts of them, and stops there. Put {1} below “children:” of {2}.',
        hosts,
        group,
        CLUSTER_GROUP,
      ),
    };
  return {
    severity: 'error',
    message: msg(
      'The group {1} has hosts that are not in {2} ({0}): k3s-ansible does not prepare them, and variables of {2} ({3}) do not reach them, so that the deployment stops. Put {1} below “children:” of {2}.',
      hosts,
      group,
      CLUSTER_GROUP,
      lost.join(', '),
    ),
  };
}

function nestFix(context: RuleContext, group: string, { uri }: Location): Fix | undefined {
  const edit = insertChild(context, uri, CLUSTER_GROUP, group);
  return (
    edit && {
      title: msg('Put {0} below {1}', group, CLUSTER_GROUP),
      safety: 'safe',
      preferred: true,
      edits: () => [edit],
    }
  );
}
