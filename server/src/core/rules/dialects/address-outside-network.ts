import type { VariableDefinition } from '../../ansible/model/model.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { addressNumber, isWithin, networkAround, networkText, rangeOf } from '../../k3s/addresses/ipv4.ts';
import { checksOf, countingFor, nodeNetwork, textsOf } from '../../k3s/dialects/checks.ts';
import { msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const addressOutsideNetwork = defineRule({
  id: 'address-outside-network',
  severity: 'warning',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('An address that is announced in the network of the nodes lies outside of it'),
  why: msg(
    'kube-vip and MetalLB in layer 2 mode answer ARP requests: that reaches only machines of the same network, and nobody asks there for an address of another one.\nMostly the network of the sample inventory, 192.168.30.0/24, was left in, which is an error; else a digit is wrong.\nHow large the network is stands nowhere in an inventory: it is taken for a /24, or for the smallest one that holds all nodes.\nThe rule is silent with BGP, with nodes known by name only, and with interfaces of a VPN.',
  ),
  *check(context) {
    for (const { variable = '' } of checksOf(context, 'in-nodes-network')) {
      const network = nodeNetwork(context);
      if (!network) return;
      for (const { definition } of countingFor(context, variable)) {
        const outside = (textsOf(definition) ?? []).find((text) => {
          const number = addressNumber(text);
          const range = rangeOf(text);
          const ends = range ? [range.first, range.last] : number === undefined ? [] : [number];
          return ends.some((end) => !isWithin(end, network));
        });
        if (outside === undefined) continue;
        yield {
          ...oneLine(context, definition),
          ...(isOfSample(context, definition) && { severity: 'error' as const }),
          message: msg(
            '{0} ({1}) lies outside of the network of the nodes ({2}), where it is announced: nobody reaches it. Take free addresses of that network.',
            variable,
            outside,
            networkText(network),
          ),
        };
      }
    }
  },
});

/** In the network that the sample inventory has. */
function isOfSample({ dialect }: RuleContext, definition: VariableDefinition): boolean {
  const samples = (dialect?.checks ?? [])
    .filter(({ check }) => check === 'sample')
    .flatMap((c) => c.values ?? []);
  const networks = samples.flatMap((text) => {
    const number = rangeOf(text)?.first ?? addressNumber(text);
    return number === undefined ? [] : [networkAround(number, 24)];
  });
  return (textsOf(definition) ?? []).some((text) => {
    const number = rangeOf(text)?.first ?? addressNumber(text);
    return number !== undefined && networks.some((network) => isWithin(number, network));
  });
}
