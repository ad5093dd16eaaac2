// Variables that need their own value. Names that could go round in a circle are found in the templates; whether one
// does is decided by the values that count on a host.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { referencesInTemplate } from '../../ansible/templates/templateReferences.ts';
import { type EvaluationScope, evaluateTemplate } from '../../jinja/evaluate.ts';
import type { CountingTemplate } from '../../k3s/evaluation.ts';

/** Hosts that see the same definitions give the same answer; these many are enough to meet another one. */
const MAX_HOSTS = 50;

/** The variables that may need themselves, as far as the names tell. */
export function namesInCircles(templates: readonly CountingTemplate[]): ReadonlySet<string> {
  const needs = new Map<string, Set<string>>();
  for (const { string, definition } of templates) {
    const needed = needs.get(definition.name) ?? new Set();
    needs.set(definition.name, needed);
    for (const { kind, name } of referencesInTemplate(string.template))
      if (kind === 'variable') needed.add(name);
  }
  const leadsBack = (start: string): boolean => {
    const reached = new Set(needs.get(start));
    // A set walks on over what is added to it meanwhile.
    for (const name of reached) for (const next of needs.get(name) ?? []) reached.add(next);
    return reached.has(start);
  };
  return new Set([...needs.keys()].filter((name) => /^[A-Za-z_]\w*$/.test(name) && leadsBack(name)));
}

export interface Recursion {
  readonly host: string;
  /** The variables that need each other, this one first. */
  readonly chain: readonly string[];
}

/** The first host on which the definition's variable needs itself. */
export function findRecursion(
  {
    definition: { name },
    hosts,
  }: { readonly definition: VariableDefinition; readonly hosts: readonly string[] },
  scopes: (host: string) => EvaluationScope | undefined,
): Recursion | undefined {
  for (const host of hosts.slice(0, MAX_HOSTS)) {
    const scope = scopes(host);
    const result = scope && evaluateTemplate(`{{ ${name} }}`, scope);
    if (!result || !('error' in result) || result.failure !== 'recursion' || !result.chain) continue;
    const at = result.chain.indexOf(name);
    if (at >= 0) return { host, chain: [...result.chain.slice(at), ...result.chain.slice(0, at)] };
  }
  return undefined;
}
