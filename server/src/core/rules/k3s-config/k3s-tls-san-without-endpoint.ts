import { literalOf } from '../../ansible/model/definitions.ts';
import type { Location } from '../../ansible/model/model.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { isIpv4 } from '../../k3s/addresses/addressForm.ts';
import { hostAddress, hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { configTexts, entriesOf } from '../../k3s/config/configText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { clusterEndpoints } from '../../k3s/endpoint.ts';
import { isBeforeInstaller } from '../../k3s/roles/behaviour.ts';
import { msg } from '../../text/message.ts';
import { spanOf } from '../../text/span.ts';
import { keyText, resolveAlias } from '../../yaml/tree.ts';
import { settingValues, textFor } from './settings.ts';

export const k3sTlsSanWithoutEndpoint = defineRule({
  id: 'k3s-tls-san-without-endpoint',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('Names of the certificate are set, and the endpoint is not among them'),
  why: msg(
    'Since 1.2.0 k3s-ansible puts `api_endpoint` into the certificate of the servers by a `tls-san` in their configuration.\nA `tls-san` in `server_config_yaml` takes its place, and `--tls-san` among the arguments outranks both, so that of a load balancer, a virtual address or a name nothing is left: nodes and kubectl that go there stop with "x509: certificate is valid for …, not …".\nThe addresses that K3s itself finds on a server are in the certificate anyway.\nThe rule is silent where a name in the list comes from Jinja, and where the endpoint may be an address that a server has.',
  ),
  *check(context) {
    const names = [...certificateNames(context)];
    const [first] = names;
    if (!first || isBeforeInstaller(context) || names.some(({ text }) => text === undefined)) return;
    const known = new Set(names.map(({ text }) => text));
    for (const { definition } of clusterEndpoints(context)) {
      const endpoint = literalOf(definition)?.text.trim().toLowerCase() ?? '';
      if (known.has(endpoint) || mayBeOfServers(context, endpoint)) continue;
      yield {
        ...first.location,
        message: msg(
          'This takes the place of the name that k3s-ansible gives to the certificate: “{0}” is not in it, and nodes that join there stop with an x509 error. Add it.',
          endpoint,
        ),
      };
      return;
    }
  },
});

interface CertificateName {
  /** Absent where it cannot be known. */
  readonly text?: string;
  readonly location: Location;
}

/** The names that servers are given; a key with a `+` adds to those that k3s-ansible sets. */
function* certificateNames(context: RuleContext): Generator<CertificateName, void, undefined> {
  for (const { reader, problems, root, definition, place } of configTexts(context)) {
    if (reader !== 'server' || problems.length > 0) continue;
    for (const { name, pair, value } of entriesOf(root)) {
      if (name !== 'tls-san' || keyText(pair) !== 'tls-san') continue;
      const location = { uri: definition.uri, span: place(pair.key.span) };
      for (const item of value?.kind === 'sequence' ? value.items : [value]) {
        const node = resolveAlias(item);
        yield* node?.kind === 'scalar' ? namesIn(textFor(node), location) : [{ location }];
      }
    }
  }
  for (const text of argumentTexts(context)) {
    if (text.scope !== 'server') continue;
    const location = { uri: text.definition.uri, span: text.place(text.words[0]?.span ?? spanOf(0, 0)) };
    // A word that Jinja gives may be any flag.
    if (text.words.some((word) => isUnknown(word.text) && !word.text.startsWith('-'))) yield { location };
    for (const { name, span, value } of readArguments(text).flags) {
      if (name !== 'tls-san') continue;
      const at = { uri: text.definition.uri, span: text.place(span) };
      yield* value ? namesIn(value.text, at) : [{ location: at }];
    }
  }
}

const namesIn = (text: string, location: Location): readonly CertificateName[] =>
  text
    .split(',')
    .map((part) => (isUnknown(part) ? { location } : { text: part.trim().toLowerCase(), location }));

const OWN_ADDRESSES = /^(?:node-ip|node-external-ip|advertise-address|bind-address|node-external-dns)$/;

/**
 * Whether K3s may find the name on a server by itself. A single word may be the machine's own name, and an address in
 * another network than that of `ansible_host` another address of the machine.
 */
function mayBeOfServers(context: RuleContext, endpoint: string): boolean {
  const { model } = context;
  const { servers } = clusterHosts(model);
  const addresses = servers.map((host) => hostAddress(model, host)?.text ?? '');
  if (!/[.]/.test(endpoint) || addresses.includes('') || [...hostsAt(model, endpoint)].length > 0)
    return true;
  const isInNetwork = (address: string): boolean =>
    isIpv4(address) && networkOf(address) === networkOf(endpoint);
  if (isIpv4(endpoint) && !addresses.every(isInNetwork)) return true;
  return [...settingValues(context)].some(
    ({ flag, text }) => OWN_ADDRESSES.test(flag.name) && text.toLowerCase().split(',').includes(endpoint),
  );
}

const networkOf = (address: string): string => address.split('.').slice(0, 3).join('.');
