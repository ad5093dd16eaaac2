import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { addressFixes } from '../../edits/endpointFixes.ts';
import { isIpv4 } from '../../k3s/addresses/addressForm.ts';
import { addressesOf } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { clusterEndpoints } from '../../k3s/endpoint.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointOfNoHost = defineRule({
  id: 'api-endpoint-of-no-host',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The cluster has one server, and `api_endpoint` is an address beside it'),
  why: msg(
    'With one server, `api_endpoint` is its address in most cases.\nAn address that no host of the inventory has is right for a load balancer or a virtual address, which are seldom there for one server alone; otherwise it is a slip, nothing answers there, and no node can join.\nThe rule speaks only where both are addresses of one network (the first three numbers are the same): an internal address beside an external `ansible_host` is what machines in a cloud have.\nSeveral servers, a name, or an address that stands elsewhere in the inventory, such as in `tls-san`, are no reason to say anything.',
  ),
  *check(context) {
    const { model } = context;
    const { servers } = clusterHosts(model);
    const [server] = servers;
    const own = server === undefined ? undefined : addressesOf(model)(server)?.text;
    if (servers.length !== 1 || server === undefined || own === undefined) return;
    for (const endpoint of clusterEndpoints(context)) {
      const text = literalOf(endpoint.definition)?.text.trim() ?? '';
      if (!isBeside(text, own) || isWrittenElsewhere(context, text)) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      yield {
        uri,
        span: lineOf(endpoint.file.source, span),
        message: msg(
          'No host of the inventory has this address, and the only server is at {0}. That is right for a load balancer or a virtual address; otherwise no node can join.',
          own,
        ),
        fixes: addressFixes(context, endpoint),
      };
    }
  },
});

const networkOf = (address: string): string => address.split('.').slice(0, 3).join('.');

const isBeside = (a: string, b: string): boolean =>
  isIpv4(a) && isIpv4(b) && a !== b && networkOf(a) === networkOf(b);

/** Written a second time, in an argument, as the name of a certificate, or in a comment, it is intended. */
function isWrittenElsewhere({ files }: RuleContext, address: string): boolean {
  let count = 0;
  for (const [, { source }] of files)
    for (const place of source.pieces.placesOf(IPV4))
      if (source.slice(place, place + address.length + 1).replace(/\D$/, '') === address) count++;
  return count > 1;
}

const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
