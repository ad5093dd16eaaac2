// The address that each node dials, as far as it is known, and the addresses that a node has itself.
import type { InventoryModel } from '../../inventory/model.ts';
import { derived } from '../../inventory/queries.ts';
import { evaluateTemplate, printValue } from '../../jinja/evaluate.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import type { RuleContext } from '../rule.ts';
import { literalOf, templateOf } from './definitions.ts';
import { clusterEndpoints, type Endpoint } from './endpoint.ts';
import { hostsToAsk, MAX_LENGTH, taskScope } from './evaluation.ts';
import { addressesOf } from './hostAddress.ts';
import { mayHaveUnknownGroups } from './refusal.ts';

export interface EndpointOnHosts {
  readonly endpoint: Endpoint;
  /** By host, for those where it is known. */
  readonly values: ReadonlyMap<string, string>;
  /** The value that all nodes have, if they all have the same. */
  readonly common: string | undefined;
}

export const endpointsOnHosts = (context: RuleContext): readonly EndpointOnHosts[] =>
  derived(context.model, 'api_endpoint on the nodes', () =>
    clusterEndpoints(context).map((endpoint) => {
      const values = valuesOf(context, endpoint);
      return { endpoint, values, common: commonValue(endpoint, values) };
    }),
  );

function valuesOf(context: RuleContext, { definition, hosts }: Endpoint): ReadonlyMap<string, string> {
  const literal = literalOf(definition);
  if (literal?.type === 'str') return new Map(hosts.map((host) => [host, literal.text.trim()]));
  const text = templateOf(definition)?.text;
  if (text === undefined || text.length > MAX_LENGTH || mayHaveUnknownGroups(context)) return new Map();
  const { template, problems } = parseTemplate(text);
  const asked = problems.length > 0 ? [] : (hostsToAsk(template, hosts) ?? []);
  const found = new Map<string, string>();
  for (const host of asked) {
    const scope = taskScope(context.model, host);
    const result = scope && evaluateTemplate(text, scope);
    if (!result?.known) continue;
    for (const of of host === undefined ? hosts : [host]) found.set(of, printValue(result.value).trim());
  }
  return found;
}

function commonValue(endpoint: Endpoint, values: ReadonlyMap<string, string>): string | undefined {
  const [first, ...others] = new Set(values.values());
  return others.length === 0 && values.size === endpoint.hosts.length ? first : undefined;
}

/** Tells of hosts whether they themselves are at an address. */
export function createAddressTest(model: InventoryModel): (host: string, address: string) => boolean {
  const addressOf = addressesOf(model);
  return (host, address) => {
    const wanted = address.toLowerCase();
    return host.toLowerCase() === wanted || addressOf(host)?.text.toLowerCase() === wanted;
  };
}
