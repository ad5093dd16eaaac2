import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel, Location } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { insertChild } from '../../edits/insertChild.ts';
import { renameGroup } from '../../edits/renameGroup.ts';
import { replaceValueEdit } from '../../edits/replaceValue.ts';
import { nestFix, type StrayGroup, strayGroups } from '../../edits/strayGroups.ts';
import { airgapDefinitions } from '../../k3s/airgapDir.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { CLUSTER_GROUP, CLUSTERS, hasOwnGroups } from '../../k3s/clusterGroups.ts';
import { isLostKey } from '../../k3s/equalKeys.ts';
import { nearestName } from '../../k3s/schema/nearMiss.ts';
import { msg } from '../../text/message.ts';

export const groupMissing = defineRule({
  id: 'group-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The group of the servers is missing or has no hosts, or a group has a name nobody looks for'),
  why: msg(
    'The playbooks of k3s-ansible run on the groups `server` and `agent` inside `k3s_cluster`; the names are written in `site.yml`.\nA play whose group is missing or empty is skipped with a warning, and the run ends without an error.\nUntil [November 2023](https://github.com/k3s-io/k3s-ansible/commit/df67c61) the groups were called `master` and `node`, until 2020 the outer one `k3s-cluster`.\nGroups that stand directly in another group instead of below its `children:` are dropped by Ansible ("Skipping unexpected key").\nThose who have plays of their own set `server_group` and `agent_group`; this rule then only looks whether the group of the servers is there. It is silent where a play nearby makes groups while it runs (`add_host`, `group_by`), or where the plays nearby install K3s by other roles or on other groups.',
  ),
  *check(context) {
    const { model } = context;
    const stray = strayGroups(context);
    yield* stray.map((group) => describeStray(context, group));
    const hasInventory = [...context.files.values()].some(({ role }) => role === 'inventory');
    if (!hasInventory || mayHaveUnknownGroups(context)) return;
    if (context.plays.makesGroups || context.plays.isForeign) return;
    if (hasOwnGroups(model)) {
      yield* checkOwnServerGroup(context);
      return;
    }
    const names = new Set(stray.map(({ name }) => name));
    if (!names.has('server')) yield* checkServer(context);
    if (!names.has('agent')) yield* checkAgent(context);
    yield* checkName(context, CLUSTER_GROUP, CLUSTERS);
  },
});

/** Names that older versions and other projects use for the same. */
const SERVERS =
  /^(?:k3s[-_]?)?(?:master|server|controller|control[-_]?plane)s?$|^k3s[-_]?(?:control|primary)$/i;
const AGENTS = /^(?:k3s[-_]?)?(?:node|agent|worker)s?$/i;

/** At the stray group, not at the missing one: moving it is the fix. */
const describeStray = (context: RuleContext, group: StrayGroup): RuleFinding => {
  const fix = nestFix(context, group);
  return {
    ...group.location,
    message: msg(
      'Group “{0}” stands directly in “{1}”, where Ansible drops it with a warning. Groups belong below “children:”.',
      group.name,
      group.parent,
    ),
    fixes: fix ? [fix] : [],
  };
};

/** An existing but empty group, a group under another name, or none: one finding, for the first that applies. */
function* checkServer(context: RuleContext): Generator<RuleFinding, void, undefined> {
  const { model } = context;
  const group = model.groups.get('server');
  if (hostsOfGroup(model, 'server').length > 0 || isLostKey(context, 'server')) return;
  const [empty] = group?.locations ?? [];
  if (empty) {
    yield {
      ...placeOf(empty),
      message: msg('Group “server” has no hosts, so that nothing is installed. Add at least one host.'),
    };
    return;
  }
  const misnamed = [...checkName(context, 'server', SERVERS)];
  yield* misnamed;
  const place = misnamed.length > 0 ? undefined : firstPlace(context);
  if (place)
    yield {
      ...place,
      message: msg(
        'There is no group “server”, so that nothing is installed. Add it below “children:” of “{0}”, with at least one host.',
        CLUSTER_GROUP,
      ),
    };
}

/** `server_group` names a group that does not exist: the roles use its first host. */
function* checkOwnServerGroup({ model, files }: RuleContext): Generator<RuleFinding, void, undefined> {
  for (const definition of clusterDefinitions(model, (name) => name === 'server_group')) {
    const name = literalOf(definition)?.text;
    const file = files.get(definition.uri);
    if (!name || !file || model.groups.has(name)) continue;
    const groups = [...model.groups.keys()].filter((group) => hostsOfGroup(model, group).length > 0);
    const near = nearestName(name, groups);
    yield {
      ...valueLocation(definition),
      message:
        near === undefined
          ? msg(
              'The inventory has no group “{0}”: the roles that install the servers stop at it. Add it, with the servers in it.',
              name,
            )
          : msg(
              'The inventory has no group “{0}”: the roles that install the servers stop at it. Did you mean “{1}”?',
              name,
              near,
            ),
      fixes:
        near === undefined
          ? []
          : [
              {
                title: msg('Change to {0}', near),
                safety: 'safe',
                preferred: true,
                edits: () => [replaceValueEdit(file.source, definition, near)],
              },
            ],
    };
  }
}

/** Without workers the group may be left out, but the airgap role asks for it on every host. */
function* checkAgent(context: RuleContext): Generator<RuleFinding, void, undefined> {
  const misnamed = [...checkName(context, 'agent', AGENTS)];
  yield* misnamed;
  const { model } = context;
  if (misnamed.length > 0 || model.groups.has('agent') || isLostKey(context, 'agent')) return;
  const place = airgapDefinitions(context).length > 0 ? firstPlace(context) : undefined;
  if (!place) return;
  const edit = insertChild(context, place.uri, CLUSTER_GROUP, 'agent');
  yield {
    ...place,
    message: msg(
      'There is no group “agent”, and without it the airgap installation stops, even where there are no agents. Add an empty one below “children:” of “{0}”.',
      CLUSTER_GROUP,
    ),
    fixes: edit
      ? [
          {
            title: msg('Put {0} below {1}', 'agent', CLUSTER_GROUP),
            safety: 'safe',
            preferred: true,
            edits: () => [edit],
          },
        ]
      : [],
  };
}

/** An existing group under another name. */
function* checkName(
  context: RuleContext,
  name: string,
  likely: RegExp,
): Generator<RuleFinding, void, undefined> {
  const { model } = context;
  if (model.groups.has(name)) return;
  for (const found of model.groups.keys()) {
    const [place] = model.groups.get(found)?.locations ?? [];
    if (!place || !likely.test(found) || !isOfCluster(model, found, name)) continue;
    const fix = renameFix(context, found, name);
    yield {
      ...placeOf(place),
      message: msg(
        'k3s-ansible looks for a group “{1}”, not “{0}”: plays for it find no host and are skipped. Rename the group.',
        found,
        name,
      ),
      fixes: fix ? [fix] : [],
    };
    return;
  }
}

/** A group of workers may belong to anything; it is the cluster's when its hosts are, and no server is among them. */
function isOfCluster(model: InventoryModel, group: string, wanted: string): boolean {
  if (wanted === CLUSTER_GROUP) return true;
  const hosts = hostsOfGroup(model, group);
  const cluster = new Set(hostsOfGroup(model, CLUSTER_GROUP));
  const servers = new Set(hostsOfGroup(model, 'server'));
  return (
    (cluster.size === 0 || hosts.every((host) => cluster.has(host))) &&
    !hosts.some((host) => servers.has(host))
  );
}

function renameFix(context: RuleContext, from: string, to: string): Fix | undefined {
  // Servers without hosts would still be none under the right name.
  const isUseful = to !== 'server' || hostsOfGroup(context.model, from).length > 0;
  const renamed = isUseful ? renameGroup(context, from, to) : undefined;
  if (!renamed) return undefined;
  const edits = () => renamed.edits;
  return context.plays.hosts.has(from)
    ? {
        title: msg('Rename the group to “{0}”; a play nearby still names “{1}”', to, from),
        safety: 'unsafe',
        edits,
      }
    : { title: msg('Rename the group to “{0}”', to), safety: 'safe', preferred: true, edits };
}

function firstPlace({ model, files }: RuleContext): Location | undefined {
  const [cluster] = model.groups.get(CLUSTER_GROUP)?.locations ?? [];
  const [first] = [...model.groups.values()].flatMap(({ locations }) => locations);
  const [uri] = [...files].find(([, { role }]) => role === 'inventory') ?? [];
  const place = cluster ?? first;
  return place ? placeOf(place) : uri === undefined ? undefined : { uri, span: { start: 0, end: 0 } };
}

const placeOf = ({ uri, span }: Location): Location => ({ uri, span });
