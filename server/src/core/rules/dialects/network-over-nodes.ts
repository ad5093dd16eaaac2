import { defineRule } from '../../diagnostics/rule.ts';
import { isWithin, rangeOf } from '../../k3s/addresses/ipv4.ts';
import { checksOf, countingFor, nodeAddresses, textsOf } from '../../k3s/dialects/checks.ts';
import { msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const networkOverNodes = defineRule({
  id: 'network-over-nodes',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('The network of the pods covers the addresses of nodes'),
  why: msg(
    'Every node gets routes into the network of the pods. Where that network holds the nodes themselves, packets for another node are sent into the overlay, and the nodes lose each other as soon as the network plugin starts.\nChoose a network that nothing else uses, such as 10.52.0.0/16.\nOnly literal IPv4 addresses are compared.',
  ),
  *check(context) {
    for (const { variable = '' } of checksOf(context, 'not-over-nodes'))
      for (const { definition } of countingFor(context, variable))
        for (const text of (textsOf(definition) ?? []).flatMap((one) => one.split(','))) {
          const network = rangeOf(text);
          const node = network && nodeAddresses(context)?.find(({ number }) => isWithin(number, network));
          if (node)
            yield {
              ...oneLine(context, definition),
              message: msg(
                '{0} ({1}) covers the address of “{2}”: the nodes would lose each other. Take a network that nothing else uses.',
                variable,
                text.trim(),
                node.host,
              ),
            };
        }
  },
});
