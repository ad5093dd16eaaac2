import type { InventoryModel } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { fixOrReplace } from '../../edits/endpointFixes.ts';
import { referencesTo } from '../../edits/groupReferences.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { endpointsWithProblem, placeRead } from '../../k3s/endpoint.ts';
import { distance } from '../../k3s/schema/nearMiss.ts';
import { msg } from '../../text/message.ts';

export const apiEndpointUnknownGroup = defineRule({
  id: 'api-endpoint-unknown-group',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` reads a group that the inventory does not have'),
  why: msg(
    "Ansible stops with `object of type 'dict' has no attribute 'master'` (before ansible-core 2.19: `'dict object' has no attribute 'master'`) as soon as a task uses `api_endpoint`, because `groups` holds only the groups of the inventory.\n`groups['master']` is what documentation from before [November 2023](https://github.com/k3s-io/k3s-ansible/commit/df67c61) shows; since then the groups are called `server` and `agent`.\nA `default()` around the outer expression does not help: `hostvars` cannot be read with an undefined name (seen with ansible-core 2.14 and 2.19).",
  ),
  *check(context) {
    const { model } = context;
    for (const { endpoint, problem } of endpointsWithProblem(context, 'unknown-group')) {
      // Without servers, group-missing reports it.
      if (problem.group === clusterGroups(model)?.server) continue;
      const near = nearestGroup(model, problem.group);
      const references = referencesTo(endpoint.template, problem.group);
      const edits = near === undefined ? [] : references.map((reference) => reference.rename(near));
      const message =
        near === undefined
          ? msg(
              'The inventory has no group “{0}”, so api_endpoint has no value and the deployment stops.',
              problem.group,
            )
          : msg(
              'The inventory has no group “{0}”, so api_endpoint has no value and the deployment stops. Did you mean “{1}”?',
              problem.group,
              near,
            );
      const title = msg('Read group “{0}” instead', near ?? '');
      const fixes = fixOrReplace(context, endpoint, { title, safety: 'safe', preferred: true }, edits);
      yield { ...placeRead(endpoint, references[0]?.nameSpan ?? problem.span), message, fixes };
    }
  },
});

/** A group whose name is nearly the same; else the one that holds the servers, as the endpoint is one of them. */
function nearestGroup(model: InventoryModel, name: string): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll('-', '_');
  const names = [...model.groups.keys()].filter(
    (group) => /^[\w-]+$/.test(group) && hostsOfGroup(model, group).length > 0,
  );
  const near = names.filter((group) => distance(plain(name), plain(group)) <= (name.length > 4 ? 2 : 1));
  const server = clusterGroups(model)?.server;
  return near.length === 1 ? near[0] : names.find((group) => group === server);
}
