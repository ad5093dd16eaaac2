import { defineRule } from '../../diagnostics/rule.ts';
import { checksOf } from '../../k3s/dialects/checks.ts';
import { nodeGroups, nodesOf } from '../../k3s/dialects/nodes.ts';
import { msg } from '../../text/message.ts';

export const serversNotJoined = defineRule({
  id: 'servers-not-joined',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('There are several servers, and these plays join none to another'),
  why: msg(
    'Until November 2023 the role of the servers started K3s on each of them alone: no flag joins the second to the first, so every server becomes a cluster of its own, and the agents join that of the first.\nThe play ends without an error.\nKeep one server, or move to the current layout, which joins them.\nThe rule is silent where arguments, or a token, show that a fork joins them.',
  ),
  *check(context) {
    for (const _ of checksOf(context, 'one-server')) {
      const { servers } = nodesOf(context);
      const [, second] = servers;
      const group = nodeGroups(context)?.server ?? '';
      const place = second === undefined ? undefined : context.model.hosts.get(second)?.locations[0];
      if (!place || !context.files.has(place.uri)) continue;
      yield {
        uri: place.uri,
        span: place.span,
        message: msg(
          'Group {0} has {1} servers, and this layout joins none to another: each becomes a cluster of its own. Keep one, or migrate to the current layout.',
          group,
          servers.length,
        ),
      };
    }
  },
});
