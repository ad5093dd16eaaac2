import type { Location } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { configTexts, entriesOf } from '../../k3s/config/configText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { msg } from '../../text/message.ts';
import { resolveAlias, type YamlNode } from '../../yaml/tree.ts';

export const k3sClusterDnsOutside = defineRule({
  id: 'k3s-cluster-dns-outside',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The address of the cluster’s DNS lies outside of the network of its services'),
  why: msg(
    '`cluster-dns` is the address that the DNS service gets, and a service gets addresses of `service-cidr` only, which is 10.43.0.0/16 where nobody sets it.\nWith another one the DNS service is not made, and no pod finds a name.\nThe rule reads IPv4, and is silent where arguments or Jinja may set either.',
  ),
  *check(context) {
    if (mayBeAnArgument(context)) return;
    for (const config of configTexts(context)) {
      if (config.reader !== 'server' || config.problems.length > 0) continue;
      const entries = new Map(entriesOf(config.root).map((entry) => [entry.name, entry.value]));
      const networks = entries.has('service-cidr') ? textsOf(entries.get('service-cidr')) : [DEFAULT];
      if (networks.some(({ text }) => isUnknown(text))) continue;
      const ranges = networks.flatMap(({ text }) => text.split(',')).flatMap((text) => rangeOf(text) ?? []);
      if (ranges.length === 0) continue;
      for (const { text, node } of textsOf(entries.get('cluster-dns'))) {
        const outside = text.split(',').find((address) => {
          const number = numberOf(address.trim());
          return number !== undefined && !ranges.some(([low, high]) => low <= number && number <= high);
        });
        if (outside === undefined || !node) continue;
        const location: Location = { uri: config.definition.uri, span: config.place(node.span) };
        yield {
          ...location,
          message: msg(
            'The DNS of the cluster cannot get the address {0}, which lies outside of service-cidr ({1}): no pod would find a name. Choose one inside of it.',
            outside.trim(),
            networks.map((network) => network.text).join(','),
          ),
        };
      }
    }
  },
});

const DEFAULT: { readonly text: string; readonly node?: YamlNode } = { text: '10.43.0.0/16' };

const mayBeAnArgument = ({ model }: RuleContext): boolean =>
  definitionsOf(model, 'extra_server_args').some(({ value }) => {
    const node = resolveAlias(value);
    return node?.kind === 'scalar' && /service-cidr|cluster-dns/.test(node.text);
  });

const textsOf = (
  node: YamlNode | undefined,
): readonly { readonly text: string; readonly node?: YamlNode }[] =>
  (node?.kind === 'sequence' ? node.items : node ? [node] : []).flatMap((item) => {
    const scalar = resolveAlias(item);
    return scalar?.kind === 'scalar' && scalar.type === 'str' ? [{ text: scalar.text, node: scalar }] : [];
  });

function numberOf(address: string): number | undefined {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  return octets?.every((octet) => octet <= 255)
    ? octets.reduce((number, octet) => number * 256 + octet, 0)
    : undefined;
}

function rangeOf(network: string): readonly [number, number][] | undefined {
  const [address = '', length = ''] = network.trim().split('/');
  const number = numberOf(address);
  if (number === undefined || !/^\d+$/.test(length) || Number(length) > 32) return undefined;
  const size = 2 ** (32 - Number(length));
  const low = Math.floor(number / size) * size;
  return [[low, low + size - 1]];
}
