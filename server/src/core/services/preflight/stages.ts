// At which task of the play a finding of a rule comes true.
import {
  ADDS_TLS_SAN,
  AGENT_INSTALLS,
  AGENT_STARTS,
  AIRGAP_AGENT_INSTALLS,
  AIRGAP_INSTALLS,
  ALLOWS_NETWORKS,
  CHANGES_ADDRESS,
  CHECKS_ANSIBLE,
  COPIES_KUBECONFIG,
  COPIES_MANIFESTS,
  FETCHES_KUBECONFIG,
  FETCHES_SCRIPT,
  FORWARDS_IPV6,
  GETS_TOKEN,
  INSTALLS,
  JOINS,
  LOOKS_FOR_SCRIPT,
  MAKES_LINK,
  MERGES,
  REPLACES_TOKEN,
  SERVER_STARTS,
  VERIFIES,
  WAITS,
  WAITS_FOR_TOKEN,
  WRITES_AGENT_CONFIG,
  WRITES_REGISTRIES,
  WRITES_UNIT,
} from '../../k3s/roles/moments.ts';
import { ownValue } from '../../text/ownValue.ts';

/** Before the first task: the inventory is read, or the machines are connected to. */
export const READING = 'read';
/** Stands for the time before the first task, when the machines are connected to. */
export const CONNECTING = 'connect';

interface Stages {
  /** Titles of tasks, of which a release has one. */
  readonly server: readonly string[];
  readonly agent: readonly string[];
}

const both = (...titles: readonly string[]): Stages => ({ server: titles, agent: titles });
const STARTS: Stages = { server: SERVER_STARTS, agent: AGENT_STARTS };

/** By the rule, then by whose variable it is about. */
const STAGES: Readonly<Record<string, Stages>> = {
  'airgap-binary-missing': both(...AIRGAP_INSTALLS, ...AIRGAP_AGENT_INSTALLS),
  'airgap-dir-missing': both(...FETCHES_SCRIPT),
  'airgap-dir-not-string': both(...AIRGAP_INSTALLS, ...AIRGAP_AGENT_INSTALLS),
  'airgap-script-missing': both(...FETCHES_SCRIPT),
  'ansible-core-too-new': both(...FORWARDS_IPV6),
  'k3s-database-not-shared': both(...VERIFIES),
  'ansible-core-too-old': both(...CHECKS_ANSIBLE),
  'api-endpoint-ipv6': both(...JOINS),
  'ansible-utils-missing': both(...CHANGES_ADDRESS),
  'api-endpoint-jinja-syntax': both(...CHANGES_ADDRESS, ...JOINS),
  'api-endpoint-loopback': both(...JOINS),
  'api-endpoint-malformed': both(...CHANGES_ADDRESS, ...JOINS),
  'api-endpoint-missing': both(...CHANGES_ADDRESS, ...JOINS),
  'api-endpoint-of-no-host': both(...JOINS),
  'api-endpoint-sample-address': both(...JOINS),
  'api-endpoint-url-or-port': both(...WAITS, ...JOINS),
  'extra-manifest-missing': both(...COPIES_MANIFESTS),
  'host-in-both-groups': both(...AGENT_STARTS),
  'host-address-malformed': both(CONNECTING),
  'host-outside-cluster': both(...ADDS_TLS_SAN),
  'k3s-argument-escaped': STARTS,
  'k3s-argument-not-read': STARTS,
  'k3s-cluster-dns-outside': STARTS,
  'k3s-cluster-reset-left': STARTS,
  'k3s-data-dir-without-token': both(...WAITS_FOR_TOKEN),
  'k3s-environment': STARTS,
  'k3s-node-setting-shared': both(...JOINS),
  'k3s-port-differs': both(...WAITS, ...JOINS),
  'k3s-registries-form': both(...SERVER_STARTS),
  'k3s-setting-relied-on': both(...COPIES_KUBECONFIG),
  'k3s-setting-unknown': STARTS,
  'k3s-setting-value': STARTS,
  'k3s-version-format': both(...INSTALLS),
  'same-address-twice': both(...SERVER_STARTS),
  'secret-plaintext': both(),
  'server-count-even': both(),
  'token-as-argument': both(...JOINS),
  'token-differs': both(...JOINS),
  'token-empty': both(...AGENT_STARTS),
  // What an agent makes of ciphertext in its own configuration, no task sees.
  'token-inline-vault': { server: JOINS, agent: [] },
  'api-endpoint-not-first-server': both(...SERVER_STARTS),
  'token-made-anew': both(...JOINS),
  'token-missing': both(...GETS_TOKEN),
  'token-multiline': both(...JOINS),
  'token-not-string': both(...JOINS),
  'token-placeholder': both(),
  'token-plaintext': both(),
  'token-regex-characters': both(...REPLACES_TOKEN),
  'token-twice': both(...JOINS),
  'token-unsafe-characters': both(...JOINS),
  'token-unusable-format': both(...SERVER_STARTS),
  'token-weak': both(),
  'upstream-airgap-agents': both(...AIRGAP_AGENT_INSTALLS),
  'upstream-endpoint-is-hostname': both(...WRITES_UNIT),
  'upstream-token-exposed': both(),
  'upstream-upgrade-agents': both(),
  'upstream-upgrade-token': both(),
  'vault-tag-missing': both(...SERVER_STARTS),
};

/** Other tasks at which it may fail: earlier on some machines, or later where the first task accepts it. */
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  'api-endpoint-missing': AGENT_STARTS,
  'k3s-setting-relied-on': [...WAITS, ...JOINS],
  'token-inline-vault': [...ALLOWS_NETWORKS, ...MERGES, ...SERVER_STARTS],
};

/** Rules about a variable that no file defines, which no finding can point at. */
const OF_MISSING: Readonly<Record<string, string>> = {
  'api-endpoint-missing': 'api_endpoint',
  'k3s-version-missing': 'k3s_version',
};

/** The variable that a finding misses, where its rule is about one that is not defined. */
export const missingIn = ({ ruleId }: { readonly ruleId: string }): string | undefined =>
  ownValue(OF_MISSING, ruleId);

/** Where a text that is to be a configuration is none, by the variable. */
const CONFIG_FORMS: Readonly<Record<string, readonly string[]>> = {
  server_config_yaml: [...MERGES, ...SERVER_STARTS],
  agent_config_yaml: AGENT_STARTS,
  registries_config_yaml: SERVER_STARTS,
};

/** The rule that needs to know the variable to say the task. */
const OF_FORM = 'k3s-config-form';

/** Empty for rules whose findings fail at one task only. */
export const alternativesOf = (ruleId: string, variable?: string): readonly string[] =>
  ruleId === OF_FORM
    ? variable === 'server_config_yaml'
      ? [...ALLOWS_NETWORKS, ...SERVER_STARTS]
      : []
    : (ownValue(ALTERNATIVES, ruleId) ?? []);

/** Variables that do harm later than at the first task that reads them, which takes nearly anything. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  agent_config_yaml: [...WRITES_AGENT_CONFIG, ...AGENT_STARTS],
  airgap_dir: LOOKS_FOR_SCRIPT,
  api_endpoint: [...CHANGES_ADDRESS, ...WAITS, ...JOINS],
  api_port: [...WAITS, ...JOINS],
  extra_agent_args: AGENT_STARTS,
  extra_server_args: SERVER_STARTS,
  k3s_server_location: [...MAKES_LINK, ...SERVER_STARTS],
  kubeconfig: [...FETCHES_KUBECONFIG, ...CHANGES_ADDRESS],
  registries_config_yaml: [...WRITES_REGISTRIES, ...SERVER_STARTS],
  systemd_dir: [...AGENT_INSTALLS, ...AGENT_STARTS],
  server_config_yaml: [...MERGES, ...SERVER_STARTS],
  use_external_database: VERIFIES,
};

/** The same for single rules, where it shows elsewhere: it is missing for the other nodes, or `omit` stands for it. */
const OF_RULE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'variable-on-wrong-group': { token: [...REPLACES_TOKEN, ...JOINS] },
  'jinja-default-omit': { token: JOINS },
};

/** Where a wrong value of the variable shows, for rules that name no task; empty: where it is first read. */
export const stagesOfVariable = (ruleId: string, name: string): readonly string[] =>
  ruleId === OF_FORM
    ? []
    : (ownValue(ownValue(OF_RULE, ruleId) ?? {}, name) ?? ownValue(VARIABLES, name) ?? []);

/** Rules about what makes Ansible refuse a file, or ignore a part of it. */
const OF_READING =
  /^(?:inventory-|yaml-|group-missing$|group-name-|group-and-host-|group-vars-|source-|vault-damaged$)/;

/**
 * The tasks at which a finding may make the play fail, the most likely first; `undefined` where the rule does not say.
 */
export function stagesOf(
  ruleId: string,
  role: 'server' | 'agent',
  variable?: string,
): readonly string[] | undefined {
  if (ruleId === OF_FORM) return ownValue(CONFIG_FORMS, variable ?? '');
  const known = ownValue(STAGES, ruleId);
  if (known) return known[role];
  return OF_READING.test(ruleId) ? [READING] : undefined;
}
