// The address that each node dials, as far as it is known, and the addresses that a node has itself.

import { literalOf, templateOf } from '../ansible/model/definitions.ts';
import { mayHaveUnknownGroups } from '../ansible/model/refusal.ts';
import { evaluateTemplate, printValue } from '../jinja/evaluate.ts';
import { parseTemplate } from '../jinja/parse.ts';
import { query } from '../query/query.ts';
import type { InventoryContext } from './context.ts';
import { clusterEndpoints, type Endpoint } from './endpoint.ts';
import { hostsToAsk, MAX_LENGTH, scopesFor } from './evaluation.ts';

/** What one definition gives on the nodes it counts for. */
export interface EndpointOnHosts {
  readonly endpoint: Endpoint;
  /** Each address that is known, with the hosts that dial it. */
  readonly values: readonly DialledAddress[];
  /** The value that all nodes have, if they all have the same. */
  readonly common: string | undefined;
}

/** An address and who connects to it. */
export interface DialledAddress {
  readonly address: string;
  readonly hosts: readonly string[];
}

/** The endpoints with their values. Shared by rules that compare these with the nodes' own addresses. */
export const endpointsOnHosts = query((context: InventoryContext): readonly EndpointOnHosts[] =>
  clusterEndpoints(context).map((endpoint) => {
    const values = valuesOf(context, endpoint);
    return { endpoint, values, common: commonValue(endpoint, values) };
  }),
);

/**
 * The addresses of one definition, by evaluating its template where it counts. A host whose value is unknown is in
 * none of them.
 */
function valuesOf(context: InventoryContext, { definition, hosts }: Endpoint): readonly DialledAddress[] {
  const literal = literalOf(definition);
  if (hosts.length === 0) return [];
  if (literal?.type === 'str') return [{ address: literal.text.trim(), hosts }];
  const text = templateOf(definition)?.text;
  if (text === undefined || text.length > MAX_LENGTH || mayHaveUnknownGroups(context)) return [];
  const { template, problems } = parseTemplate(text);
  const asked = problems.length > 0 ? [] : (hostsToAsk(context.model, template, hosts) ?? []);
  const found = new Map<string, string[]>();
  for (const host of asked) {
    const scope = scopesFor(context.model)(host);
    const result = scope && evaluateTemplate(text, scope);
    if (!result?.known) continue;
    const address = printValue(result.value).trim();
    if (host === undefined) return [{ address, hosts }];
    const others = found.get(address) ?? [];
    found.set(address, others);
    others.push(host);
  }
  return [...found].map(([address, dialling]) => ({ address, hosts: dialling }));
}

function commonValue({ hosts }: Endpoint, [first, ...others]: readonly DialledAddress[]): string | undefined {
  return others.length === 0 && first?.hosts.length === hosts.length ? first.address : undefined;
}
