// The values of a template on the hosts that get it; hosts with the same value together. Shows no secret.

import type { InventoryModel } from '../../ansible/model/model.ts';
import { addHost, type OfHosts } from '../../ansible/model/ofHosts.ts';
import { createShownValues } from '../../ansible/print/shownValues.ts';
import { type Budget, type Evaluation, printValue } from '../../jinja/evaluate.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { roleDefaults } from '../../k3s/evaluation.ts';
import { isDefinedNowhere, isVaultName } from '../../k3s/nothingDefines.ts';
import type { Message } from '../../text/message.ts';

/** Why there is no value is a result as well: hosts with one reason are shown together. */
export type Result =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'unknown' | 'error'; readonly reason: Message }
  | { readonly kind: 'secret' };

/** A result, and the hosts that have it. */
export interface Outcome {
  readonly result: Result;
  readonly hosts: readonly string[];
}

/** What a template gives on the hosts that are concerned. */
export interface Resolution {
  /** The value of most hosts first. */
  readonly outcomes: readonly Outcome[];
  /** On how many hosts it was evaluated; fewer than there are in large inventories. */
  readonly tried: number;
  readonly concerned: number;
}

/** Enough to see whether hosts agree, and fast enough while the user types. */
const MAX_HOSTS = 100;

/** Resolves templates of one inventory; common parts are computed once. `name` is the variable that gets the value. */
export type Resolve = (text: string, hosts: readonly string[], name?: string) => Resolution;

/** Evaluates once without a host first: only a template that needs one is evaluated per host, on a sample of them. */
export function createResolver(context: InventoryContext, budget?: Budget): Resolve {
  const { model, schema } = context;
  const show = createShownValues(model, schema, {
    others: 'unknown',
    defaults: roleDefaults(model),
    isNowhere: (name) => isVaultName(name) && isDefinedNowhere(context, name),
    ...(budget && { budget }),
  });
  return (text, hosts, name) => {
    // Most templates use nothing that differs from host to host.
    const shared = hosts.length > 1 ? show(undefined, text, name) : undefined;
    if (shared && (shared.known || 'error' in shared))
      return {
        outcomes: [{ result: resultOf(shared), hosts }],
        tried: hosts.length,
        concerned: hosts.length,
      };
    const tried = sampleOf(model, hosts);
    const outcomes = new Map<string, OfHosts<{ readonly result: Result }>>();
    for (const host of tried) {
      const evaluation = show(host, text, name);
      if (!evaluation) continue;
      const result = resultOf(evaluation);
      addHost(outcomes, JSON.stringify(result), host, () => ({ result }));
    }
    const sorted = [...outcomes.values()].sort((a, b) => b.hosts.length - a.hosts.length);
    return { outcomes: sorted, tried: tried.length, concerned: hosts.length };
  };
}

function resultOf(evaluation: Evaluation): Result {
  if (evaluation.known) return { kind: 'value', text: printValue(evaluation.value) };
  if ('error' in evaluation) return { kind: 'error', reason: evaluation.error };
  return evaluation.isSecret ? { kind: 'secret' } : { kind: 'unknown', reason: evaluation.reason };
}

/** Of many hosts, one of each kind first: of the same groups, or with variables of its own. */
function sampleOf(model: InventoryModel, hosts: readonly string[]): readonly string[] {
  if (hosts.length <= MAX_HOSTS) return hosts;
  const kinds = new Map<string, string>();
  for (const host of hosts) {
    const isOwn = model.definitionsOfHosts.has(host);
    const kind = `${(model.hosts.get(host)?.groups ?? []).join('\n')}\n${isOwn}`;
    if (!kinds.has(kind)) kinds.set(kind, host);
  }
  return [...new Set([...kinds.values(), ...hosts])].slice(0, MAX_HOSTS);
}
