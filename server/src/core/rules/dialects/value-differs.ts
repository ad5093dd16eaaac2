import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import type { EffectiveDefinition } from '../../k3s/cluster.ts';
import { checksOf } from '../../k3s/dialects/checks.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { msg } from '../../text/message.ts';
import { disagreeing } from './disagreeing.ts';
import { oneLine } from './oneLine.ts';

export const valueDiffers = defineRule({
  id: 'value-differs',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('A value that must be the same for all nodes is not'),
  why: msg(
    'Some values belong to the cluster, not to a node: the address through which the servers are reached, or the secret with which nodes join.\nWhere one node has another one than the rest, it looks for a server where none is, or is turned away.\nDefine it once, for the group of all nodes.',
  ),
  *check(context) {
    for (const { variable = '' } of checksOf(context, 'one-value')) {
      const counting = disagreeing(context, variable);
      const odd = oddOne(context, variable, counting);
      const other = counting.find((one) => one !== odd);
      if (!odd || !other) continue;
      yield {
        ...oneLine(context, odd.definition),
        message: msg(
          '{0} differs between {1} and {2}, and must be the same for all nodes. Define it once, for all of them.',
          variable,
          nameHosts(odd.hosts),
          nameHosts(other.hosts),
        ),
        related: [{ ...oneLine(context, other.definition), message: msg('the other value') }],
      };
    }
  },
});

/** That of the sample, or that of the fewest nodes. */
function oddOne(
  { dialect }: RuleContext,
  variable: string,
  counting: readonly EffectiveDefinition[],
): EffectiveDefinition | undefined {
  const samples = (dialect?.checks ?? [])
    .filter((check) => check.check === 'sample' && check.variable === variable)
    .flatMap(({ values = [] }) => values);
  const ofSample = counting.find(({ definition }) => samples.includes(literalOf(definition)?.text ?? ''));
  return ofSample ?? [...counting].sort((a, b) => a.hosts.length - b.hosts.length)[0];
}
