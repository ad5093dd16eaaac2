import type { VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type Fix, type RuleContext, type Severity } from '../../diagnostics/rule.ts';
import { moveToCluster } from '../../edits/moveToCluster.ts';
import { CLUSTER_GROUP } from '../../k3s/clusterGroups.ts';
import { findOnWrongGroup, type WrongGroup } from '../../k3s/wrongGroup.ts';
import { type Message, msg } from '../../text/message.ts';

const NEEDED_BY_ALL = ['api_endpoint', 'api_port', 'k3s_version', 'token'];

export const variableOnWrongGroup = defineRule({
  id: 'variable-on-wrong-group',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A variable that all nodes need is defined for the servers or the agents only'),
  why: msg(
    'The variables of the group `server` are not seen by the agents, and the other way round.\n`api_endpoint` and `k3s_version` have no default, so the play of the other group stops with "is undefined".\nA `token` that only the servers have stops the agents of k3s-ansible 1.2.0 and newer: the first server generates no other one that they could fetch.\nA `token` that only the agents have is not the one that the first server then generates, and the agents cannot join.\nWithout `api_port` a node dials 6443.\nDefine what all nodes need for `k3s_cluster`.\nThe rule looks at what counts for each node in the end, `group_vars` and `host_vars` included, and where a file that cannot be read may define the variable, says nothing, or “unless … sets it” where that is a vault which may hold something else just as well.',
  ),
  *check(context) {
    for (const name of NEEDED_BY_ALL) {
      const found = findOnWrongGroup(context, name);
      if (!found) continue;
      for (const definition of found.definitions)
        yield {
          uri: definition.uri,
          span: definition.keySpan,
          severity: severityOf(context, name),
          message: unlessElsewhere(context.model, describe(found, name), name, found.without),
          fixes: found.definitions.length === 1 ? fixesFor(context, definition) : [],
        };
    }
  },
});

/** Between September 2024 and 1.1.1, airgap nodes could do without the version. */
function severityOf({ model }: RuleContext, name: string): Severity {
  const isAirgap = definitionsOf(model, 'airgap_dir').length > 0;
  return name === 'api_port' || (name === 'k3s_version' && isAirgap) ? 'warning' : 'error';
}

function describe({ has, lacks, isOnServers }: WrongGroup, name: string): Message {
  if (name === 'api_port')
    return msg(
      'Only the group {0} sees this port; the nodes of {1} dial 6443. Define api_port for {2}.',
      has,
      lacks,
      CLUSTER_GROUP,
    );
  if (name !== 'token')
    return msg(
      'Only the group {1} sees {0}; the nodes of {2} need it too, and the deployment stops there. Define it for {3}.',
      name,
      has,
      lacks,
      CLUSTER_GROUP,
    );
  return isOnServers
    ? msg(
        'Only the group {0} sees this token: the nodes of {1} have none, and the deployment stops there. Define it for {2}.',
        has,
        lacks,
        CLUSTER_GROUP,
      )
    : msg(
        'Only the group {0} sees this token: the first server generates another one, and the nodes of {0} cannot join. Define it for {1}.',
        has,
        CLUSTER_GROUP,
      );
}

function fixesFor(context: RuleContext, definition: VariableDefinition): readonly Fix[] {
  const edits = moveToCluster(context, definition);
  if (!edits) return [];
  return [
    {
      title: msg('Move it to the vars of {0}', CLUSTER_GROUP),
      safety: 'safe',
      preferred: true,
      edits: () => edits,
    },
  ];
}
