import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { addressNumber, isWithin, rangeOf } from '../../k3s/addresses/ipv4.ts';
import { checksOf, countingFor, nodeAddresses, textsOf } from '../../k3s/dialects/checks.ts';
import type { Check } from '../../k3s/dialects/dialect.ts';
import { msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const addressTaken = defineRule({
  id: 'address-taken',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('An address that must be free belongs to a node, or to a pool that hands it out'),
  why: msg(
    'A virtual address is moved from server to server, so no machine may have it as its own: two machines would answer for it, and connections break or end at the wrong one.\nAn address inside the pool of the load balancer is given to some service one day, and from then on the servers are not reached.\nChoose one that is free, and outside of the pool.',
  ),
  *check(context) {
    for (const check of checksOf(context, 'not-a-node')) yield* ofNodes(context, check);
    for (const check of checksOf(context, 'outside-range')) yield* inPools(context, check);
  },
});

function* ofNodes(context: RuleContext, { variable = '' }: Check): Generator<RuleFinding> {
  for (const { definition } of countingFor(context, variable))
    for (const text of textsOf(definition) ?? []) {
      const node = nodeAddresses(context)?.find(({ number }) => number === addressNumber(text));
      if (node)
        yield {
          ...oneLine(context, definition),
          message: msg(
            '{0} is the address of “{1}”. It must be one that no machine has, because it moves between the servers.',
            variable,
            node.host,
          ),
        };
    }
}

function* inPools(context: RuleContext, { variable = '', range = '' }: Check): Generator<RuleFinding> {
  const pools = countingFor(context, range).flatMap(({ definition }) => textsOf(definition) ?? []);
  for (const { definition } of countingFor(context, variable))
    for (const text of textsOf(definition) ?? []) {
      const number = addressNumber(text);
      const pool = pools.find((one) => {
        const parsed = rangeOf(one);
        return parsed && number !== undefined && isWithin(number, parsed);
      });
      if (pool !== undefined)
        yield {
          ...oneLine(context, definition),
          message: msg(
            '{0} lies inside {1} ({2}): the load balancer may hand it out, and the servers are not reached any more. Take one outside of it.',
            variable,
            range,
            pool,
          ),
        };
    }
}
