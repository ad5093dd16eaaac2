import { defineRule } from '../../diagnostics/rule.ts';
import { addressNumber } from '../../k3s/addresses/ipv4.ts';
import { checksOf, countingFor, nodeNetwork, textsOf } from '../../k3s/dialects/checks.ts';
import { msg } from '../../text/message.ts';
import { disagreeing } from './disagreeing.ts';
import { oneLine } from './oneLine.ts';

export const valueOfSample = defineRule({
  id: 'value-of-sample',
  severity: 'info',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('A value is still the one of the sample inventory'),
  why: msg(
    'The sample inventory has values that fit the network and the place of whoever wrote it.\nThey may be right by chance, so this is an information only.\nAn address is not reported where the addresses of the nodes are known: then it is known whether it fits.',
  ),
  *check(context) {
    const same = new Set(Array.from(checksOf(context, 'one-value'), ({ variable }) => variable));
    for (const { variable = '', values = [] } of checksOf(context, 'sample')) {
      // Where it counts for some nodes only, the finding says so.
      if (same.has(variable) && disagreeing(context, variable).length > 0) continue;
      for (const { definition } of countingFor(context, variable)) {
        const sample = (textsOf(definition) ?? []).find((text) => values.includes(text));
        const isJudged = sample !== undefined && addressNumber(sample.split('-')[0] ?? '') !== undefined;
        if (sample !== undefined && !(isJudged && nodeNetwork(context)))
          yield {
            ...oneLine(context, definition),
            message: msg(
              '{0} is still “{1}”, the value of the sample inventory. Set your own.',
              variable,
              sample,
            ),
          };
      }
    }
  },
});
