import { valueLocation } from '../../ansible/model/definitions.ts';
import type { Location } from '../../ansible/model/model.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { addressesOf } from '../../k3s/addresses/hostAddress.ts';
import { addressOf, holds, type Network, networkOf, overlap } from '../../k3s/addresses/networks.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { MAX_HOSTS } from '../../k3s/evaluation.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { serverSettings } from './serverSettings.ts';
import type { SettingValue } from './settings.ts';

export const k3sNetworksClash = defineRule({
  id: 'k3s-networks-clash',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The networks of pods, services and nodes do not fit together'),
  why: msg(
    'Pods get addresses of `cluster-cidr` (10.42.0.0/16 where nobody sets it), services of `service-cidr` (10.43.0.0/16), and both must lie apart from each other and from the nodes: what is sent to an address in them stays inside of the node.\nBoth must be of the same families: K3s stops with "must share the same IP version" where one has IPv4 alone and the other IPv4 and IPv6.\nThey hold from the first start on, and changing them later means a new cluster ([K3s documentation](https://docs.k3s.io/networking/basic-network-options)).\nThe rule is silent where arguments, files out of sight or Jinja may set them.',
  ),
  *check(context) {
    const first = firstServer(context.model);
    if (first === undefined) return;
    const settingOf = serverSettings(context);
    const pods = networksFor('cluster-cidr', settingOf(first, 'cluster-cidr'), '10.42.0.0/16');
    const services = networksFor('service-cidr', settingOf(first, 'service-cidr'), '10.43.0.0/16');
    if (!pods || !services) return;
    const found = families(pods, services) ?? apart(pods, services);
    if (found) yield found;
    yield* nodesInside(context, [pods, services]);
  },
});

interface Networks {
  readonly name: string;
  readonly networks: readonly Network[];
  /** Absent where it is not written. */
  readonly location?: Location;
}

function networksFor(
  name: string,
  values: readonly SettingValue[] | undefined,
  usual: string,
): Networks | undefined {
  if (!values) return undefined;
  const [value] = values;
  const texts = (value?.text || usual).split(',');
  const networks = texts.flatMap((text) => networkOf(text) ?? []);
  if (networks.length !== texts.length) return undefined;
  return { name, networks, ...(value && { location: value.location }) };
}

const familiesOf = ({ networks }: Networks): string =>
  [...new Set(networks.map(({ family }) => `IPv${family}`))].sort().join(' + ');

function families(pods: Networks, services: Networks): RuleFinding | undefined {
  const location = pods.location ?? services.location;
  const [ofPods, ofServices] = [familiesOf(pods), familiesOf(services)];
  if (!location || ofPods === ofServices) return undefined;
  return {
    ...location,
    message: msg(
      'cluster-cidr has {0} and service-cidr has {1}: K3s starts only where both have the same. Set both.',
      ofPods,
      ofServices,
    ),
  };
}

function apart(pods: Networks, services: Networks): RuleFinding | undefined {
  const location = services.location ?? pods.location;
  for (const pod of pods.networks)
    for (const service of services.networks)
      if (location && overlap(pod, service))
        return {
          ...location,
          message: msg(
            'The pods’ network {0} and the services’ network {1} overlap: an address could be either. Choose two that lie apart.',
            pod.text,
            service.text,
          ),
        };
  return undefined;
}

function* nodesInside(
  { model }: RuleContext,
  all: readonly Networks[],
): Generator<RuleFinding, void, undefined> {
  const nodes = clusterHosts(model).all;
  if (nodes.length > MAX_HOSTS) return;
  for (const host of nodes) {
    const found = addressesOf(model)(host);
    const address = found && addressOf(found.text);
    if (!address) continue;
    for (const { name, networks } of all) {
      const network = networks.find((each) => holds(each, address));
      const listed = model.hosts.get(host)?.locations[0];
      const location = found.definition ? valueLocation(found.definition) : listed;
      if (!network || !location) continue;
      yield {
        uri: location.uri,
        span: location.span,
        severity: 'warning',
        message: msg(
          '“{0}” is at {1}, inside of {2} ({3}), which K3s keeps for itself: nodes do not reach it. Choose another network for {2}.',
          host,
          found.text,
          name,
          network.text,
        ),
      };
    }
  }
}
