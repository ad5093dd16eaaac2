// At which task of the play a finding of a rule comes true.
import { ownValue } from '../../text/ownValue.ts';

/** Before the first task: the inventory is read, or the machines are connected to. */
export const READING = 'read';
/** Stands for the time before the first task, when the machines are connected to. */
export const CONNECTING = 'connect';

const SERVER_STARTS = [
  'k3s_server : Enable and start K3s service',
  'k3s_server : Enable and check K3s service',
];
const AGENT_STARTS = [
  'k3s_agent : Enable and start K3s agent',
  'k3s_agent : Enable and check K3s agent service',
];
/** Where K3s itself is put on a server, by the names of all releases. */
export const INSTALLS = ['k3s_server : Run K3s install script', 'k3s_server : Download K3s binary'];
const CHANGES_ADDRESS = 'k3s_server : Change server address in kubeconfig on control node';
const WAITS = 'k3s_server : Wait for control plane to be ready';
const REPLACES_TOKEN =
  'k3s_agent : Delete any existing token from the environment if different from the new one';
const MERGES = 'k3s_server : Merge user server config with generated server config';
/** Where nodes that cannot find each other are noticed. */
export const JOINS = [...AGENT_STARTS, 'k3s_server : Verify that all server nodes joined'];

interface Stages {
  /** Titles of tasks, of which a release has one. */
  readonly server: readonly string[];
  readonly agent: readonly string[];
}

const both = (...titles: readonly string[]): Stages => ({ server: titles, agent: titles });
const STARTS: Stages = { server: SERVER_STARTS, agent: AGENT_STARTS };

/** By the rule, then by whose variable it is about. */
const STAGES: Readonly<Record<string, Stages>> = {
  'airgap-binary-missing': both('airgap : Run K3s Install [server]', 'airgap : Run K3s Install [agent]'),
  'airgap-dir-missing': both('airgap : Download k3s install script'),
  'airgap-dir-not-string': both('airgap : Run K3s Install [server]', 'airgap : Run K3s Install [agent]'),
  'airgap-script-missing': both('airgap : Download k3s install script'),
  'ansible-core-too-new': both('prereq : Enable IPv6 forwarding'),
  'k3s-database-not-shared': both('k3s_server : Verify that all server nodes joined'),
  'ansible-core-too-old': both('prereq : Enforce minimum Ansible version'),
  'api-endpoint-ipv6': both(...JOINS),
  'ansible-utils-missing': both(CHANGES_ADDRESS),
  'api-endpoint-jinja-syntax': both(CHANGES_ADDRESS, ...JOINS),
  'api-endpoint-loopback': both(...JOINS),
  'api-endpoint-malformed': both(CHANGES_ADDRESS, ...JOINS),
  'api-endpoint-missing': both(CHANGES_ADDRESS, ...JOINS),
  'api-endpoint-of-no-host': both(...JOINS),
  'api-endpoint-sample-address': both(...JOINS),
  'api-endpoint-url-or-port': both(WAITS, ...JOINS),
  'extra-manifest-missing': both('prereq : Copy manifests'),
  'host-in-both-groups': both(...AGENT_STARTS),
  'host-address-malformed': both(CONNECTING),
  'host-outside-cluster': both(
    'k3s_server : Add TLS SAN to config if needed',
    'k3s_server : Add TLS SAN to agent arguments if needed',
  ),
  'k3s-argument-escaped': STARTS,
  'k3s-argument-not-read': STARTS,
  'k3s-cluster-dns-outside': STARTS,
  'k3s-cluster-reset-left': STARTS,
  'k3s-config-form': STARTS,
  'k3s-data-dir-without-token': both('k3s_server : Wait for token'),
  'k3s-environment': STARTS,
  'k3s-node-setting-shared': both(...JOINS),
  'k3s-port-differs': both(WAITS, ...JOINS),
  'k3s-registries-form': both(...SERVER_STARTS),
  'k3s-setting-relied-on': both('k3s_server : Copy k3s.yaml to second file'),
  'k3s-setting-unknown': STARTS,
  'k3s-setting-value': STARTS,
  'k3s-version-format': both(...INSTALLS),
  'same-address-twice': both(...SERVER_STARTS),
  'secret-plaintext': both(),
  'server-count-even': both(),
  'token-as-argument': both(...JOINS),
  'token-differs': both(...JOINS),
  'token-empty': both(...AGENT_STARTS),
  'token-inline-vault': both(...JOINS),
  'api-endpoint-not-first-server': both(...SERVER_STARTS),
  'token-made-anew': both(...JOINS),
  'token-missing': both('k3s_server : Get token from first server if needed'),
  'token-multiline': both(...JOINS),
  'token-not-string': both(...JOINS),
  'token-placeholder': both(),
  'token-plaintext': both(),
  'token-regex-characters': both(REPLACES_TOKEN),
  'token-twice': both(...JOINS),
  'token-unsafe-characters': both(...JOINS),
  'token-unusable-format': both(...SERVER_STARTS),
  'token-weak': both(),
  'upstream-airgap-agents': both('airgap : Run K3s Install [agent]'),
  'upstream-endpoint-is-hostname': both(
    'k3s_server : Copy K3s service file [Single/External DB]',
    'k3s_server : Copy K3s service file [HA-IC]',
  ),
  'upstream-token-exposed': both(),
  'upstream-upgrade-agents': both(),
  'upstream-upgrade-token': both(),
  'vault-tag-missing': both(...SERVER_STARTS),
};

/** Other tasks at which it may fail: earlier on some machines, or later where the first task accepts it. */
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  'api-endpoint-missing': AGENT_STARTS,
  'k3s-config-form': ['prereq : If ufw enabled, allow default CIDRs', MERGES],
  'k3s-setting-relied-on': [WAITS, ...JOINS],
  'token-inline-vault': ['prereq : If ufw enabled, allow default CIDRs', MERGES, ...SERVER_STARTS],
};

/** Empty for rules whose findings fail at one task only. */
export const alternativesOf = (ruleId: string): readonly string[] => ownValue(ALTERNATIVES, ruleId) ?? [];

/** Variables that do harm later than at the first task that reads them, which takes nearly anything. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  agent_config_yaml: ['k3s_agent : Copy config values', ...AGENT_STARTS],
  airgap_dir: ['airgap : Check for existing install script'],
  api_endpoint: [CHANGES_ADDRESS, WAITS, ...JOINS],
  api_port: [WAITS, ...JOINS],
  extra_agent_args: AGENT_STARTS,
  extra_server_args: SERVER_STARTS,
  k3s_server_location: ['prereq : Create symlink', ...SERVER_STARTS],
  kubeconfig: ['k3s_server : Copy kubeconfig to control node', CHANGES_ADDRESS],
  registries_config_yaml: ['prereq : Copy config values', ...SERVER_STARTS],
  systemd_dir: ['k3s_agent : Run K3s install script', ...AGENT_STARTS],
  server_config_yaml: [MERGES, ...SERVER_STARTS],
  use_external_database: ['k3s_server : Verify that all server nodes joined'],
};

/** Where the variable is missing for the other nodes. */
const ON_WRONG_GROUP: Readonly<Record<string, readonly string[]>> = { token: [REPLACES_TOKEN, ...JOINS] };

/** Where a wrong value of the variable shows, for rules that name no task; empty: where it is first read. */
export const stagesOfVariable = (ruleId: string, name: string): readonly string[] =>
  (ruleId === 'variable-on-wrong-group' ? ownValue(ON_WRONG_GROUP, name) : undefined) ??
  ownValue(VARIABLES, name) ??
  [];

/** Rules about what makes Ansible refuse a file, or ignore a part of it. */
const OF_READING =
  /^(?:inventory-|yaml-|group-missing$|group-name-|group-and-host-|group-vars-|source-|vault-damaged$)/;

/**
 * The tasks at which a finding may make the play fail, the most likely first; `undefined` where the rule does not say.
 */
export function stagesOf(ruleId: string, role: 'server' | 'agent'): readonly string[] | undefined {
  const known = ownValue(STAGES, ruleId);
  if (known) return known[role];
  return OF_READING.test(ruleId) ? [READING] : undefined;
}
