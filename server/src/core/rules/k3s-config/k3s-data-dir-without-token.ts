import { definitionLookup, definitionsOf } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { withoutEndSlashes } from '../../text/withoutEndSlashes.ts';
import { serverSettings } from './serverSettings.ts';

const USUAL = '/var/lib/rancher/k3s';

export const k3sDataDirWithoutToken = defineRule({
  id: 'k3s-data-dir-without-token',
  severity: 'error',
  since: '0.1.0',
  summary: msg('K3s keeps its data elsewhere, and there is no token'),
  why: msg(
    'Without `token` the first server generates one, and k3s-ansible waits for it in `/var/lib/rancher/k3s/server/token`.\nWith another `data-dir` K3s writes it elsewhere, and the play stops with "Timeout when waiting for file" (seen with the real playbook, with one server, too).\nDefine `token`, or keep the folder and move it with `k3s_server_location`, which leaves a link in the usual place.\nThe rule is silent where a file that cannot be read, a play or `-e` may give the token.',
  ),
  *check(context) {
    const { model, plays } = context;
    const first = firstServer(model);
    if (first === undefined || plays.perhaps.has('token') || plays.passed.has('token')) return;
    if (definitionLookup(model, 'token')(first) || mayBeDefinedElsewhere(model, 'token', first)) return;
    // A link may lead from the usual place to the folder.
    if (definitionsOf(model, 'k3s_server_location').length > 0) return;
    const [folder] = serverSettings(context)(first, 'data-dir') ?? [];
    if (!folder || folder.text === '' || withoutEndSlashes(folder.text) === USUAL) return;
    yield {
      ...folder.location,
      message: msg(
        'There is no token, and k3s-ansible waits for that of the first server in {0}, while K3s writes it to {1}: the deployment stops. Define a token.',
        `${USUAL}/server/token`,
        `${withoutEndSlashes(folder.text)}/server/token`,
      ),
    };
  },
});
