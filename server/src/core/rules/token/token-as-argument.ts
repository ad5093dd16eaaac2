import { templateOf } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { ARGUMENT_SCOPES } from '../../k3s/config/carriers.ts';
import { msg } from '../../text/message.ts';
import { spanInFile } from '../../yaml/spanInFile.ts';

export const tokenAsArgument = defineRule({
  id: 'token-as-argument',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The token is passed as an argument of K3s'),
  why: msg(
    'Some pass `--token` in `extra_server_args` or `extra_agent_args` when a k3s-ansible loses the token on its way to the agents.\nIt helps, but an argument stands in the unit of the service and in the list of processes, where every user of a node can read it, encrypted in the inventory or not; and it outranks the token that k3s-ansible gives, so that a later change of `token` does nothing.\nDefine `token`, and use a release of k3s-ansible that hands it on (1.0.0 or newer).\nA token that is written there in plain text is told by [secret-plaintext](secret-plaintext.md).',
  ),
  *check({ model, files }) {
    for (const definition of clusterDefinitions(model, (name) => Object.hasOwn(ARGUMENT_SCOPES, name))) {
      const [file, scalar] = [files.get(definition.uri), templateOf(definition)];
      const match = scalar && OPTION.exec(scalar.text);
      if (!file || !scalar || !match) continue;
      const span = spanInFile(file.source, scalar, {
        start: match.index,
        end: match.index + match[0].length,
      });
      yield {
        uri: definition.uri,
        span,
        message: msg(
          'The token as an argument can be read by every user of the node, in the unit and in the list of processes, and outranks the one k3s-ansible gives. Define “token” instead, with k3s-ansible 1.0.0 or newer.',
        ),
      };
    }
  },
});

/** A value that is not a template is a secret in plain text, which has a rule of its own. */
const OPTION = /(?<![\w-])(?:--token|-t)(?=[ =]["']?\{\{)/;
