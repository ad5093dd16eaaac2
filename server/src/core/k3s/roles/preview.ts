// What the roles of k3s-ansible write on each node: a single model for every release. Pure; nothing is run.

import type { InventoryModel } from '../../ansible/model/model.ts';
import { effectiveVariable, hostsOfGroup } from '../../ansible/model/queries.ts';
import { printJson } from '../../jinja/evaluate.ts';
import { msg } from '../../text/message.ts';
import { clusterHosts } from '../cluster.ts';
import type { InventoryContext } from '../context.ts';
import { runAgentRole } from './agent.ts';
import { runAirgapRole } from './airgap.ts';
import { Node, type NodePreview } from './node.ts';
import { createNodeScopes, type Read } from './nodeScope.ts';
import { type RolesFound, rolesOf } from './releases.ts';
import { runServerRole } from './server.ts';
import { copyManifests, copyVariable } from './steps.ts';

/** What is written on all nodes, with the release that was assumed or found. */
export interface ClusterPreview extends Omit<RolesFound, 'facts'> {
  /** The release of k3s-ansible that the roles are those of. */
  readonly k3sAnsible: string;
  readonly hosts: ReadonlyMap<string, NodePreview>;
}

/** Whether all nodes have the same token; `made`: none is given, and all get the one that the first server makes up. */
export type TokenAgreement = 'equal' | 'different' | 'made' | 'unknown';

/** What to show; everything, masked, by default. */
export interface PreviewOptions {
  /** Only these. */
  readonly hosts?: readonly string[];
  /** Secrets that are not encrypted are shown. */
  readonly reveals?: boolean;
}

/**
 * Runs the roles on every node, servers first and each host once. Of a host in both groups, what the server's role
 * writes is shown, with a note that the agent's role writes over it.
 */
export function previewCluster(context: InventoryContext, options: PreviewOptions = {}): ClusterPreview {
  const { model } = context;
  const { facts, ...found } = rolesOf(context.upstream);
  const scopes = createNodeScopes(context, options.reveals);
  const { servers, agents } = nodesOf(model);
  const isServer = new Set(servers);
  const all = [...servers, ...agents.filter((host) => !isServer.has(host))];
  const hosts = new Map<string, NodePreview>();
  const asked = options.hosts && new Set(options.hosts);
  for (const host of all) {
    if (asked && !asked.has(host)) continue;
    const scope = scopes.shown(host);
    if (!scope) continue;
    const node = new Node(host, model, facts, scope);
    runAirgapRole(node, context, isServer.has(host));
    copyVariable(node, 'registries_config_yaml', '/etc/rancher/k3s/registries.yaml');
    copyManifests(node);
    if (isServer.has(host)) runServerRole(node);
    else runAgentRole(node);
    if (isServer.has(host) && agents.includes(host))
      node.gap(
        'role',
        msg('the host is a server and an agent: what the agent role writes over it is not shown'),
      );
    if (servers.length === 0)
      node.gap(
        'role',
        model.unknowns.length > 0
          ? msg('No host is a server, as far as the inventory can be read here.')
          : msg('No host is a server: the agents have no cluster to join.'),
      );
    hosts.set(host, previewOf(node, isServer.has(host)));
  }
  return { k3sAnsible: facts.release, ...found, hosts };
}

const previewOf = (
  { files, origins, installer, airgap, unknown, refusal }: Node,
  isServer: boolean,
): NodePreview => ({
  role: isServer ? 'server' : 'agent',
  files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
  ...(installer && { installer }),
  ...(airgap && { airgap }),
  ...(refusal && { refusal }),
  origins,
  unknown,
});

/** The plays name the usual groups; if the inventory renames its groups, the user has plays for those. */
export function nodesOf(model: InventoryModel): { servers: readonly string[]; agents: readonly string[] } {
  const servers = hostsOfGroup(model, 'server');
  return servers.length > 0 ? { servers, agents: hostsOfGroup(model, 'agent') } : clusterHosts(model);
}

/** Whether all nodes have the same token. Evaluates the real values and returns only whether they agree. */
export function tokenAgreement(context: InventoryContext): TokenAgreement {
  const scopes = createNodeScopes(context, true);
  const { servers, agents } = nodesOf(context.model);
  const seen = new Set<string>();
  const encrypted = new Set<string>();
  let isMissing = false;
  for (const host of new Set([...servers, ...agents])) {
    const scope = scopes.shown(host);
    if (!scope) return 'unknown';
    const { value: isGiven } = scope.evaluated('{{ token is defined }}');
    if (isGiven.known && isGiven.value === false) {
      isMissing = true;
      continue;
    }
    const { value: token, reads } = scope.evaluated('{{ token }}');
    const isEncrypted = reads.some(({ isHidden }) => isHidden);
    const origin = isEncrypted ? originOf(context.model, reads) : '';
    if (!token.known || origin === undefined) return 'unknown';
    (isEncrypted ? encrypted : seen).add(printJson(token.value) + origin);
  }
  if (encrypted.size > 0) return !isMissing && encrypted.size === 1 && seen.size === 0 ? 'equal' : 'unknown';
  if (isMissing)
    return seen.size === 0 && !rolesOf(context.upstream).facts.losesMadeToken ? 'made' : 'unknown';
  return seen.size > 1 ? 'different' : seen.size === 1 ? 'equal' : 'unknown';
}

/**
 * The definitions that a value is made of: where a mask stands for what is encrypted, the value is the same on two hosts
 * if these are. `undefined` where one of them is not in the inventory.
 */
function originOf(model: InventoryModel, reads: readonly Read[]): string | undefined {
  const definitions = reads.map(({ host, name }) => effectiveVariable(model, host, name)?.definition);
  return definitions.includes(undefined)
    ? undefined
    : definitions.map((one) => `${one?.uri} ${one?.keySpan.start}`).join('\n');
}
