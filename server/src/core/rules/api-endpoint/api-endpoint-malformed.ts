import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import {
  defineRule,
  type Fix,
  type RuleContext,
  type RuleFinding,
  type Severity,
} from '../../diagnostics/rule.ts';
import { addressFixes } from '../../edits/endpointFixes.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { addressParts, hasExcess, isBareExpression } from '../../k3s/addresses/address.ts';
import { type AddressFault, addressFault, isFilledInBefore } from '../../k3s/addresses/addressForm.ts';
import { hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { type Endpoint, endpointTexts, evaluatedEndpoints } from '../../k3s/endpoint.ts';
import type { EndpointValue } from '../../k3s/endpointValue.ts';
import { type Message, msg } from '../../text/message.ts';
import { editsInFile, lineOf } from '../../yaml/spanInFile.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { takenAt } from './takenAt.ts';

export const apiEndpointMalformed = defineRule({
  id: 'api-endpoint-malformed',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` is no address: a placeholder, a wrong IP address, or no host name'),
  why: msg(
    'Agents and joining servers dial `https://{{ api_endpoint }}:{{ api_port }}`, the first server waits for it, and its certificate is made for it: one IP address or one name.\n`10.0.0.256` and `fd00::1::2` are no addresses, and `10.0.0` means 10.0.0.0 to most programs; a resolver finds none of them, nor `<the address of the server>`.\nAn underscore or a dot at the end is another matter: most programs take such a name, while the rules for host names ([RFC 1123](https://www.rfc-editor.org/rfc/rfc1123#section-2)) have no underscores, and some resolvers, proxies and clients refuse it, so that the rule only warns.\nWhat stands in front of or behind the address is the business of [api-endpoint-url-or-port](api-endpoint-url-or-port.md).',
  ),
  *check(context) {
    const values = valuesAsWritten(context);
    for (const endpoint of endpointTexts(context)) {
      const value = values.get(endpoint.scalar);
      const text = writtenIn(endpoint) ?? composed(endpoint, value);
      const fault = text === undefined ? faultOfValue(value) : faultOf(context, text);
      if (!fault) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      const severity: Severity = fault === 'underscore' || fault === 'dot-at-end' ? 'warning' : 'error';
      yield {
        uri,
        span: lineOf(endpoint.file.source, span),
        severity,
        message: describe(fault, text?.trim() ?? ''),
        ...takenAt(endpoint),
        fixes: fixesFor(context, endpoint, fault),
      } satisfies RuleFinding;
    }
  },
});

/** What templates give; a broken one gives nothing, however it may have been meant. */
const valuesAsWritten = (context: RuleContext): ReadonlyMap<YamlScalar, EndpointValue> =>
  new Map(
    evaluatedEndpoints(context).flatMap(({ endpoint: { scalar, text }, value }) =>
      text === scalar.text ? [[scalar, value]] : [],
    ),
  );

/** What a template with text around its expressions makes; what a single expression gives is reported where it is defined. */
const composed = ({ scalar }: Endpoint, value: EndpointValue | undefined): string | undefined =>
  value?.kind === 'text' && !ONE_EXPRESSION.test(scalar.text) ? value.text : undefined;

/** `{{ groups['server'] }}` gives a list, with brackets and quotes. */
const faultOfValue = (value: EndpointValue | undefined): AddressFault | undefined =>
  value?.kind === 'collection' ? 'several' : undefined;

const ONE_EXPRESSION = /^\s*\{\{(?:(?!\}\}).)*\}\}\s*$/s;

function writtenIn({ definition }: Endpoint): string | undefined {
  const literal = literalOf(definition);
  return literal?.type === 'str' ? literal.text : undefined;
}

function faultOf({ model }: RuleContext, text: string): AddressFault | undefined {
  if (isFilledInBefore(text)) return undefined;
  const parts = addressParts(text);
  if (isBareExpression(text) || (parts && hasExcess(parts))) return undefined;
  const fault = addressFault(text);
  // Ansible reaches a host of this name.
  return fault === 'underscore' && hostsAt(model, text.trim()).size > 0 ? undefined : fault;
}

function describe(fault: AddressFault, text: string): Message {
  switch (fault) {
    case 'placeholder':
      return msg(
        '“{0}” stands here to be replaced: put the address of the first server, or of a load balancer, here.',
        text,
      );
    case 'ipv4':
      return msg(
        '“{0}” is no IPv4 address: that is four numbers from 0 to 255. No node can join the cluster.',
        text,
      );
    case 'ipv6':
      return msg(
        '“{0}” is no IPv6 address: that is eight groups of up to four hexadecimal digits, and “::” stands once for those left out. No node can join the cluster.',
        text,
      );
    case 'several':
      return msg(
        'api_endpoint is one address, and there is more than that here: no node can join the cluster. For several servers, use a load balancer or a virtual address.',
      );
    case 'name':
      return msg(
        '“{0}” is no host name: parts of letters, digits and hyphens, with dots between them. No node can join the cluster.',
        text,
      );
    case 'underscore':
      return msg(
        'Host names have no underscore: some resolvers, proxies and clients refuse “{0}”. Use a hyphen.',
        text,
      );
    case 'dot-at-end':
      return msg(
        'The dot at the end of “{0}” goes into the certificate, where names have none. Remove it.',
        text,
      );
  }
}

function fixesFor(context: RuleContext, endpoint: Endpoint, fault: AddressFault): readonly Fix[] {
  // Other readers of a variable are not known.
  const isMade = hasJinja(endpoint.scalar.text) && fault !== 'several';
  if (fault === 'underscore' || endpoint.takenBy || isMade) return [];
  if (fault !== 'dot-at-end') return addressFixes(context, endpoint);
  const end = endpoint.scalar.text.trimEnd().length;
  const edit = { span: { start: end - 1, end }, newText: '' };
  return [
    {
      title: msg('Remove the dot'),
      safety: 'safe',
      preferred: true,
      edits: () => editsInFile(endpoint.file.source, endpoint.scalar, [edit]),
    },
  ];
}
