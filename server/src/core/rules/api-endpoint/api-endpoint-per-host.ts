import { templateOf, valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { addressFixes } from '../../edits/endpointFixes.ts';
import type { Expression } from '../../jinja/ast.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { type EndpointOnHosts, endpointsOnHosts } from '../../k3s/endpointHosts.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointPerHost = defineRule({
  id: 'api-endpoint-per-host',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` is the address of the node itself'),
  why: msg(
    "Each node fills in `api_endpoint` for itself: `{{ ansible_host }}`, `{{ inventory_hostname }}` or `{{ ansible_default_ipv4.address }}` is another address on each of them.\nEvery agent, and every server but the first, then dials itself, where nothing listens on `api_port`, and never joins; the certificate gets another name on each server.\nAll nodes need one address: that of the first server, of a load balancer, or a virtual one.\n`hostvars[groups['server'][0]][…]` reads the variables of the first server, whichever node asks.",
  ),
  *check(context) {
    const first = firstServer(context.model);
    for (const found of endpointsOnHosts(context)) {
      const { endpoint } = found;
      const lost = nodesThatDialThemselves(context, found).filter((host) => host !== first);
      if (lost.length === 0) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      yield {
        uri,
        span: lineOf(endpoint.file.source, span),
        message: msg(
          'On {0} this is the address of the node itself, where no K3s server answers, so the node can never join. Give all nodes one address: that of the first server, or of a load balancer.',
          nameHosts(lost),
        ),
        fixes: addressFixes(context, endpoint),
      };
    }
  },
});

function nodesThatDialThemselves(
  { model }: RuleContext,
  { endpoint: { definition, hosts }, values }: EndpointOnHosts,
): readonly string[] {
  const template = templateOf(definition)?.text;
  if (template !== undefined && readsOwnFact(template) && values.length === 0)
    return model.definitionsByName.has(rootName(template) ?? '') ? [] : hosts;
  // One address of a host for all nodes has rules of its own.
  if (definition.owner.kind !== 'host' && values.length < 2) return [];
  return values.flatMap(({ address, hosts: dialling }) => {
    const at = hostsAt(model, address);
    return dialling.filter((host) => at.has(host));
  });
}

/** Facts that are different on each node. */
const OWN_FACTS = /^ansible_(?:default_ipv[46]|hostname|fqdn|nodename|facts|eth\d+|e[mn]\w+)$/;

const readsOwnFact = (text: string): boolean => OWN_FACTS.test(rootName(text) ?? '');

/** Of `{{ name.attribute['key'] }}`, the name. */
function rootName(text: string): string | undefined {
  const [output, ...others] = parseTemplate(text).template.body;
  if (output?.kind !== 'output' || others.length > 0) return undefined;
  let expression: Expression = output.expression;
  while (expression.kind === 'attribute' || expression.kind === 'subscript') expression = expression.object;
  return expression.kind === 'name' ? expression.name : undefined;
}
