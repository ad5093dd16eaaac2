import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { isLoopback } from '../../k3s/addresses/address.ts';
import { isIpv6 } from '../../k3s/addresses/addressForm.ts';
import type { Endpoint } from '../../k3s/endpoint.ts';
import { endpointsOnHosts } from '../../k3s/endpointHosts.ts';
import { provedOf } from '../../k3s/roles/behaviour.ts';
import { type Message, msg } from '../../text/message.ts';
import { editsInFile, lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointIpv6 = defineRule({
  id: 'api-endpoint-ipv6',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('`api_endpoint` is an IPv6 address in a form that the k3s-ansible in use cannot handle'),
  why: msg(
    'In a URL an IPv6 address stands in brackets, everywhere else it does not, and `api_endpoint` goes into both: `https://{{ api_endpoint }}:{{ api_port }}`, the certificate (`tls-san`, since 1.1.0), and `wait_for` (since 1.2.0).\nSince [k3s-ansible 1.2.2](https://github.com/k3s-io/k3s-ansible/pull/550) the roles put the brackets themselves, with the filter `ansible.utils.ipwrap`: the address must be bare, and the collection `ansible.utils` must be installed.\nBefore that there is no form that works everywhere: a bare address makes a broken URL such as `https://fd00::1:6443`, one in brackets is no name for a certificate and no host to wait for.\nWhere the version in use is not known, a bare address is only worth an information.',
  ),
  *check(context) {
    for (const { endpoint, values } of endpointsOnHosts(context)) {
      const address = values[0]?.address;
      const form = address === undefined || isLoopback(address) ? undefined : formOf(address);
      if (address === undefined || !form) continue;
      const found = form === 'bare' ? aboutBare(context, address) : aboutBrackets(address);
      if (!found) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      const fixes = form === 'brackets' && putsBrackets(context) ? removeBrackets(endpoint) : [];
      yield { uri, span: lineOf(endpoint.file.source, span), ...found, fixes };
    }
  },
});

function formOf(address: string): 'bare' | 'brackets' | undefined {
  if (isIpv6(address)) return 'bare';
  return /^\[.*\]$/.test(address) && isIpv6(address.slice(1, -1)) ? 'brackets' : undefined;
}

type Judgement = Required<Pick<RuleFinding, 'severity'>> & { readonly message: Message };

/** Whether the roles add brackets themselves; `undefined` where the version in use is not known. */
const putsBrackets = (context: RuleContext): boolean | undefined => provedOf(context, 'needs-ipwrap');

function aboutBare(context: RuleContext, address: string): Judgement | undefined {
  if (putsBrackets(context)) return undefined;
  return putsBrackets(context) === false
    ? {
        severity: 'error',
        message: msg(
          'The k3s-ansible in use makes the URL “https://{0}:6443” of this, which is none: nodes cannot join. IPv6 addresses need k3s-ansible 1.2.2 or newer; a DNS name works with all.',
          address,
        ),
      }
    : {
        severity: 'info',
        message: msg(
          'An IPv6 address works with k3s-ansible 1.2.2 or newer, and needs the collection ansible.utils. A DNS name works with all versions.',
        ),
      };
}

const aboutBrackets = (address: string): Judgement => ({
  severity: 'warning',
  message: msg(
    'The brackets belong into URLs only: “{0}” is no name for the certificate and no host to wait for. k3s-ansible 1.2.2 and newer add them where they are needed.',
    address,
  ),
});

function removeBrackets({ definition, file, scalar }: Endpoint): readonly Fix[] {
  if (!literalOf(definition)) return [];
  const [open, close] = [scalar.text.indexOf('['), scalar.text.indexOf(']')];
  // Without quotes, brackets make a list.
  if (file.document && scalar.style !== 'double' && scalar.style !== 'single') return [];
  const edits = [open, close].map((at) => ({ span: { start: at, end: at + 1 }, newText: '' }));
  return [
    {
      title: msg('Remove the brackets'),
      safety: 'safe',
      preferred: true,
      edits: () => editsInFile(file.source, scalar, edits),
    },
  ];
}
