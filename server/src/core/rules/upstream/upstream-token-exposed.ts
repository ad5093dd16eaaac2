import { defineRule } from '../../diagnostics/rule.ts';
import { does, firstGood } from '../../k3s/roles/behaviour.ts';
import type { UpstreamVersion } from '../../k3s/upstream/upstream.ts';
import { checkoutOf, definitionsOn } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';

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
        message: describe(version),
      };
  },
});

/** Roles that lie beside the inventory may be newer in all else, and are then not updated but replaced. */
const describe = ({ release, uri }: UpstreamVersion): Message =>
  release === undefined
    ? msg(
        'The roles in “{0}” pass the token as an argument: on the nodes every user can read it, in the unit and in the list of processes. No release of k3s-ansible does ({1} and newer): use one in place of them.',
        checkoutOf(uri),
        firstGood('token-argument'),
      )
    : msg(
        'This k3s-ansible ({0}) passes the token as an argument: on the nodes every user can read it, in the unit and in the list of processes. Update k3s-ansible to {1} or newer.',
        release,
        firstGood('token-argument'),
      );
