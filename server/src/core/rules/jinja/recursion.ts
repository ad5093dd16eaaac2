// Variables that depend on themselves. Names that may form a circle are found in the templates; whether they do is
// decided by the values that count on a host.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { referencesInTemplate } from '../../ansible/templates/templateReferences.ts';
import type { TemplateShape } from '../../ansible/templates/templates.ts';
import { type EvaluationScope, evaluateTemplate, namesLookedUp } from '../../jinja/evaluate.ts';
import { circlesIn } from './circles.ts';

/** Hosts with the same definitions give the same answer; so many suffice to find another one. */
const MAX_HOSTS = 50;

/** The variables that may depend on themselves, judged by names. */
export function namesInCircles(shapes: readonly TemplateShape[]): ReadonlySet<string> {
  const needs = new Map<string, Set<string>>();
  for (const { variable, template, problems } of shapes) {
    if (problems.length > 0) continue;
    const needed = needs.get(variable) ?? new Set();
    needs.set(variable, needed);
    for (const { kind, name } of referencesInTemplate(template)) if (kind === 'variable') needed.add(name);
  }
  const circles = circlesIn(needs.keys(), (name) => needs.get(name) ?? []);
  return new Set([...circles.keys()].filter((name) => /^[A-Za-z_]\w*$/.test(name)));
}

/** A circle of variables, as the first host has it that runs into it. */
export interface Recursion {
  readonly host: string;
  /** The variables that depend on each other, this one first; of a long circle only the first few. */
  readonly chain: readonly string[];
  readonly isLong?: boolean;
  /** Of a long circle, all variables. */
  readonly members?: readonly string[];
}

type Scopes = (host: string) => EvaluationScope | undefined;

/** Finds the first host on which a definition's variable depends on itself. */
export function createRecursionFinder(
  scopes: Scopes,
): (counting: {
  readonly definition: VariableDefinition;
  readonly hosts: readonly string[];
}) => Recursion | undefined {
  const longCircles = new Map<string, (name: string) => Recursion | undefined>();
  return ({ definition: { name }, hosts }) => {
    for (const host of hosts.slice(0, MAX_HOSTS)) {
      const scope = scopes(host);
      const result = scope && evaluateTemplate(`{{ ${name} }}`, scope);
      if (!scope || !result || result.known) continue;
      if ('error' in result) {
        const chain = (result.failure === 'recursion' && result.chain) || [];
        const at = chain.indexOf(name);
        if (at >= 0) return { host, chain: [...chain.slice(at), ...chain.slice(0, at)] };
        continue;
      }
      // An evaluation ends after some variables in variables; a circle of more of them has no end either.
      const find = longCircles.get(host) ?? longCirclesOn(scope);
      longCircles.set(host, find);
      const found = find(name);
      if (found) return found;
    }
    return undefined;
  };
}

/** Longer than any circle that is written by hand. */
const MAX_SHOWN = 3;

/** Only by names that are always looked up, before anything else of a template is evaluated. */
function longCirclesOn(scope: EvaluationScope): (name: string) => Recursion | undefined {
  const needs = new Map<string, readonly string[]>();
  const needsOf = (name: string): readonly string[] => {
    const known = needs.get(name);
    if (known) return known;
    const found = scope.variable(name);
    const needed = found?.kind === 'raw' ? namesLookedUp(found.value, scope) : [];
    needs.set(name, needed);
    return needed;
  };
  const circles = new Map<string, string>();
  return (name) => {
    if (!needs.has(name))
      for (const [member, circle] of circlesIn([name], needsOf)) circles.set(member, circle);
    if (!circles.has(name)) return undefined;
    const chain = [name];
    for (let at = name; chain.length < MAX_SHOWN; ) {
      const next = needsOf(at).find((other) => circles.get(other) === circles.get(name));
      if (next === undefined || next === name) return { host: scope.host, chain };
      chain.push(next);
      at = next;
    }
    const members = [...circles].flatMap(([member, of]) => (of === circles.get(name) ? [member] : []));
    return { host: scope.host, chain, isLong: true, members };
  };
}
