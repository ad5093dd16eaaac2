import { defineRule } from '../../diagnostics/rule.ts';
import { does, firstGood } from '../../k3s/roles/behaviour.ts';
import { definitionsOn, nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';

export const upstreamTokenExposed = defineRule({
  id: 'upstream-token-exposed',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('This k3s-ansible shows the token to every user of a node'),
  why: msg(
    'Until [September 2024](https://github.com/k3s-io/k3s-ansible/pull/356) k3s-ansible wrote `--token` into the units of the services, which every user of a node can read, and from where it gets into the list of processes.\nWhoever has the token can join the cluster as a server and read all its secrets.\nSince then it is in the environment file of the service, and since 1.2.0 in `config.yaml` on servers.\nEncrypting the token in the inventory does not help against this.',
  ),
  *check(context) {
    const { version } = context.upstream;
    if (!version || !does(context, 'token-argument')) return;
    for (const { location } of definitionsOn(context, 'token'))
      yield {
        ...location,
        message: msg(
          'This k3s-ansible ({0}) passes the token as an argument: on the nodes every user can read it, in the unit and in the list of processes. Update k3s-ansible to {1} or newer.',
          nameUpstream(version),
          firstGood('token-argument'),
        ),
      };
  },
});
