// Where a play puts the kubeconfig of a cluster on the machine that runs Ansible, and which cluster that is.
import { literalOf, templateOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { hostAddress } from '../addresses/hostAddress.ts';
import { clusterHosts } from '../cluster.ts';
import type { ClusterIdentity, KubeconfigTarget } from '../context.ts';
import { endpointValue } from '../endpointValue.ts';
import { firstServer } from './parts.ts';

/** Under this path k3s-ansible merges the file into `~/.kube/config`; any other file is overwritten. */
export const MERGED_KUBECONFIG = '~/.kube/config.new';
/** Where K3s writes it on a server, and the roles copy it from. */
export const KUBECONFIG_OF_K3S = '/etc/rancher/k3s/k3s.yaml';
const DEFAULT_CONTEXT = 'k3s-ansible';

/** The variables that decide it. */
export const KUBECONFIG_VARIABLES: readonly string[] = ['kubeconfig', 'cluster_context'];

/** `undefined` where it is not literal, or may be defined in what cannot be read. */
export function kubeconfigTarget(model: InventoryModel): KubeconfigTarget | undefined {
  const first = firstServer(model);
  if (first === undefined || KUBECONFIG_VARIABLES.some((name) => mayBeDefinedElsewhere(model, name, first)))
    return undefined;
  const path = literalText(model, 'kubeconfig', first, MERGED_KUBECONFIG);
  if (path === undefined) return undefined;
  if (path.text !== MERGED_KUBECONFIG) return { kind: 'file', name: path.text, ...path.place };
  const context = literalText(model, 'cluster_context', first, DEFAULT_CONTEXT);
  return context && { kind: 'context', name: context.text, ...context.place };
}

function literalText(model: InventoryModel, name: string, host: string, standard: string) {
  const definition = definitionLookup(model, name)(host);
  if (!definition) return { text: standard, place: {} };
  const literal = literalOf(definition);
  return literal?.type === 'str' ? { text: literal.text.trim(), place: { definition } } : undefined;
}

/** `undefined` where an address of a server, or the endpoint, is not known. */
export function clusterIdentity(model: InventoryModel): ClusterIdentity | undefined {
  const { servers } = clusterHosts(model);
  const first = firstServer(model);
  const definition = first === undefined ? undefined : definitionLookup(model, 'api_endpoint')(first);
  if (first === undefined || !definition) return undefined;
  const template = templateOf(definition);
  const value = template ? endpointValue(template.text, model, [first]) : undefined;
  const endpoint = value?.kind === 'text' ? value.text : literalOf(definition)?.text;
  const addresses = servers.map((host) => hostAddress(model, host)?.text);
  const known = addresses.filter((address) => address !== undefined);
  if (endpoint === undefined || known.length < addresses.length) return undefined;
  return { servers: [...servers, ...known], endpoint: endpoint.trim() };
}

/** Whether two inventories surely are of two clusters: nothing of one is a part of the other. */
export const areTwoClusters = (one: ClusterIdentity, other: ClusterIdentity): boolean =>
  one.endpoint !== other.endpoint && !one.servers.some((name) => other.servers.includes(name));
