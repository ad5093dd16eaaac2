import { defineRule } from '../../diagnostics/rule.ts';
import { fixOrReplace } from '../../edits/endpointFixes.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { endpointsWithProblem, placeRead } from '../../k3s/endpoint.ts';
import { msg } from '../../text/message.ts';

export const apiEndpointIndexOutOfRange = defineRule({
  id: 'api-endpoint-index-out-of-range',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` reads a host that its group does not have'),
  why: msg(
    "`groups['server'][1]` is the second server: positions count from 0.\nIf the group has fewer hosts, Ansible stops with `object of type 'list' has no attribute 1` (before ansible-core 2.19: `list object has no element 1`), even with `default()` around the outer expression, because `hostvars` cannot be read with an undefined name (seen with ansible-core 2.14 and 2.19).\nThe endpoint should be the first server, a load balancer or a virtual address anyway: the other servers join through it, so nothing listens on them yet.",
  ),
  *check(context) {
    for (const { endpoint, problem } of endpointsWithProblem(context, 'index')) {
      const { group, index, count, indexSpan } = problem;
      // Without servers, group-missing reports it.
      if (count === 0 && group === clusterGroups(context.model)?.server) continue;
      const edits = indexSpan ? [{ span: indexSpan, newText: '0' }] : [];
      const message =
        count === 0
          ? msg('Group “{0}” has no hosts, so api_endpoint has no value and the deployment stops.', group)
          : count === 1
            ? msg(
                'Group “{0}” has only one host, and its position is 0: there is no host at position {1}, so api_endpoint has no value and the deployment stops.',
                group,
                index,
              )
            : msg(
                'Group “{0}” has {1} hosts, at positions 0 to {2}: there is none at position {3}, so api_endpoint has no value and the deployment stops.',
                group,
                count,
                count - 1,
                index,
              );
      const title = msg('Read the first host of “{0}”', group);
      yield {
        ...placeRead(endpoint, indexSpan ?? problem.span),
        message,
        fixes: fixOrReplace(context, endpoint, { title, safety: 'unsafe', preferred: true }, edits),
      };
    }
  },
});
