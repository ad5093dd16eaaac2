import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { addressFixes } from '../../edits/endpointFixes.ts';
import { addressParts, isLoopback } from '../../k3s/addresses/address.ts';
import {
  canonicalEndpoint,
  clusterEndpoints,
  type Endpoint,
  evaluatedEndpoints,
} from '../../k3s/endpoint.ts';
import { endpointValue } from '../../k3s/endpointValue.ts';
import { firstServer, hasNodesToJoin } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointLoopback = defineRule({
  id: 'api-endpoint-loopback',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` is the loopback address, and the cluster has more than one node'),
  why: msg(
    'Agents and joining servers dial `https://{{ api_endpoint }}:{{ api_port }}`.\nWith `127.0.0.1`, `localhost`, `::1` or `0.0.0.0` each of them dials itself, where no K3s server listens yet, and waits until it times out.\nThe address must be one that all nodes reach: that of the first server, of a load balancer, or a virtual one.\nA cluster of one node is not affected.',
  ),
  *check(context) {
    if (!hasNodesToJoin(context.model)) return;
    const first = firstServer(context.model);
    for (const endpoint of clusterEndpoints(context)) {
      const host = hostOf(context, endpoint);
      if (host === undefined || !isLoopback(host)) continue;
      const others = endpoint.hosts.filter((name) => name !== first);
      if (others.length === 0) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      yield {
        uri,
        span: lineOf(endpoint.file.source, span),
        message: msg(
          'Every node that dials “{0}” reaches itself, so “{1}” can never join the cluster. Use an address of the first server, or of a load balancer, that all nodes reach.',
          host,
          others[0] ?? '',
        ),
        fixes: canGiveAddress(context.model) ? addressFixes(context, endpoint) : [],
      };
    }
  },
});

/** Whether the first server's own address is one that other nodes reach. */
function canGiveAddress(model: InventoryModel): boolean {
  const value = endpointValue(canonicalEndpoint(model), model);
  return value.kind !== 'text' || !isLoopback(value.text);
}

/** The host of the address, also where more than a host is written. */
function hostOf(context: RuleContext, endpoint: Endpoint): string | undefined {
  const text = textOf(context, endpoint);
  const parts = text === undefined ? undefined : addressParts(text);
  return text?.slice(parts?.host.start, parts?.host.end).trim();
}

function textOf(context: RuleContext, endpoint: Endpoint): string | undefined {
  const literal = literalOf(endpoint.definition);
  if (literal) return literal.type === 'str' ? literal.text : undefined;
  if (mayHaveUnknownGroups(context)) return undefined;
  const found = evaluatedEndpoints(context).find((each) => each.endpoint.definition === endpoint.definition);
  return found?.value.kind === 'text' ? found.value.text : undefined;
}
