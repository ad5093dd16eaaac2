import { defineRule } from '../../diagnostics/rule.ts';
import { rangeOf } from '../../k3s/addresses/ipv4.ts';
import { checksOf, countingFor, textsOf } from '../../k3s/dialects/checks.ts';
import { type Message, msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const addressRangeMalformed = defineRule({
  id: 'address-range-malformed',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('A pool of addresses is written so that no load balancer can read it'),
  why: msg(
    'The text goes unchanged into the pool that MetalLB reads: `192.168.30.80-192.168.30.90`, or a network such as `192.168.30.80/28`; several of them are a list.\nMetalLB refuses anything else when the play is nearly over, and services then wait for an address forever.\nIPv6 is not judged.',
  ),
  *check(context) {
    for (const { variable = '' } of checksOf(context, 'range'))
      for (const { definition } of countingFor(context, variable))
        for (const text of textsOf(definition) ?? []) {
          const message = faultOf(variable, text);
          if (message) yield { ...oneLine(context, definition), message };
        }
  },
});

function faultOf(variable: string, text: string): Message | undefined {
  if (text === '' || /[:{}]/.test(text)) return undefined;
  const range = rangeOf(text);
  if (!range)
    return msg(
      '{0} holds “{1}”, which is no range of addresses. Write FIRST-LAST or ADDRESS/BITS; several are a list.',
      variable,
      text,
    );
  if (range.first <= range.last) return undefined;
  return msg('{0} ends before it begins ({1}). Write the lower address first.', variable, text);
}
