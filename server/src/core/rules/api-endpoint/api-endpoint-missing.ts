import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { addressFixes } from '../../edits/endpointFixes.ts';
import { balancerGroup } from '../../k3s/clusterGroups.ts';
import { insertVariable } from '../../k3s/clusterVars.ts';
import { canonicalEndpoint, ENDPOINT } from '../../k3s/endpoint.ts';
import { findEmpty, findMissing, type MissingVariable, nameHosts } from '../../k3s/missing.ts';
import { endpointExpression } from '../../k3s/schema/endpointExpression.ts';
import { msg } from '../../text/message.ts';
import { doubleQuoted } from '../../yaml/edits.ts';

export const apiEndpointMissing = defineRule({
  id: 'api-endpoint-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` is not defined, or holds nothing'),
  why: msg(
    'Agents and joining servers dial `https://{{ api_endpoint }}:{{ api_port }}`, and the variable has no default.\nA cluster of one server needs it as well: since k3s-ansible 1.2.0 the playbook waits for it to answer at the end, and it goes into the kubeconfig that is copied to your machine ([roles/k3s_server](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/roles/k3s_server/tasks/main.yml)).\nAn empty value is no better than none.\nPlays near the inventory are read: what they give with `vars`, `vars_files` or `import_playbook` counts. Where a README or a script nearby passes it with `-e`, this is an information.',
  ),
  *check(context) {
    for (const { definition, file, location } of findEmpty(context, ENDPOINT))
      yield {
        ...location,
        message: msg(
          'api_endpoint holds nothing, so the nodes have no address to join the cluster at. Give the address of the first server, or of a load balancer.',
        ),
        fixes: addressFixes(context, { definition, file }),
      };
    const missing = findMissing(context, ENDPOINT);
    if (!missing) return;
    const { uri, span } = missing.at;
    if (missing.passed) {
      yield { uri, span, severity: 'info', message: missing.passed };
      return;
    }
    const message = missing.partly
      ? msg(
          'api_endpoint is defined for some nodes, but not for {0}: the deployment stops there. Define it for the whole cluster.',
          nameHosts(missing.hosts),
        )
      : msg(
          'api_endpoint is not defined: the nodes have no address to join the cluster at, and the deployment stops. Add it to the vars of the cluster.',
        );
    yield {
      uri,
      span,
      message: unlessElsewhere(context.model, message, ENDPOINT, missing.hosts),
      related: missing.elsewhere,
      fixes: fixesFor(context, missing),
    };
  },
});

/** Where some nodes have it already, another value for the others could split the cluster. */
function fixesFor({ model }: RuleContext, { at, partly }: MissingVariable): readonly Fix[] {
  if (partly) return [];
  const add = (expression: string, fix: Omit<Fix, 'edits'>): readonly Fix[] => {
    const edit = insertVariable(at, ENDPOINT, doubleQuoted(expression));
    return edit ? [{ ...fix, edits: () => [edit] }] : [];
  };
  const balancer = balancerGroup(model);
  const first = msg('Add api_endpoint with the address of the first server');
  return [
    ...add(canonicalEndpoint(model), { title: first, safety: 'safe', preferred: true }),
    ...(balancer === undefined
      ? []
      : add(endpointExpression(balancer), {
          title: msg(
            'Add api_endpoint with the address of the load balancer, the first host of “{0}”',
            balancer,
          ),
          safety: 'unsafe',
        })),
  ];
}
