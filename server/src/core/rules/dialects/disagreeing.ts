// The definitions of a variable that differ between the nodes.
import { literalOf } from '../../ansible/model/definitions.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import type { EffectiveDefinition } from '../../k3s/cluster.ts';
import { countingFor } from '../../k3s/dialects/checks.ts';

/** All that count for a node; none where they agree, or where one of them cannot be known. */
export function disagreeing(context: RuleContext, variable: string): readonly EffectiveDefinition[] {
  const counting = countingFor(context, variable);
  const texts = counting.map(({ definition }) => literalOf(definition)?.text.trim());
  return texts.includes(undefined) || new Set(texts).size < 2 ? [] : counting;
}
