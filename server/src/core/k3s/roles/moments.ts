// The moments of the play at which something comes true, by the titles that their tasks have in the releases.

/** Where K3s starts on a server. */
export const SERVER_STARTS = [
  'k3s_server : Enable and start K3s service',
  'k3s_server : Enable and check K3s service',
];
/** Where K3s starts on an agent. */
export const AGENT_STARTS = [
  'k3s_agent : Enable and start K3s agent',
  'k3s_agent : Enable and check K3s agent service',
];
/** Where K3s itself is put on a server. */
export const INSTALLS = ['k3s_server : Run K3s install script', 'k3s_server : Download K3s binary'];
/** The same of an agent. */
export const AGENT_INSTALLS = ['k3s_agent : Run K3s install script', 'k3s_agent : Download K3s binary'];
/** Where the servers wait for one another. */
export const VERIFIES = ['k3s_server : Verify that all server nodes joined'];
/** Where nodes that cannot find each other are noticed. */
export const JOINS = [...AGENT_STARTS, ...VERIFIES];
/** Where the first server is asked whether it answers. */
export const WAITS = ['k3s_server : Wait for control plane to be ready'];
export const WAITS_FOR_TOKEN = ['k3s_server : Wait for token'];
/** Where the name of the user is needed. */
export const MAKES_KUBE_FOLDER = ['k3s_server : Create directory .kube'];
export const COPIES_KUBECONFIG = ['k3s_server : Copy k3s.yaml to second file'];
export const FETCHES_KUBECONFIG = ['k3s_server : Copy kubeconfig to control node'];
/** Where the endpoint becomes a part of a URL for the first time. */
export const CHANGES_ADDRESS = ['k3s_server : Change server address in kubeconfig on control node'];
export const REPLACES_TOKEN = [
  'k3s_agent : Delete any existing token from the environment if different from the new one',
];
/** Where a joining server is given the token of the first. */
export const GETS_TOKEN = ['k3s_server : Get token from first server if needed'];
/** Where `server_config_yaml` is read for the first time, on machines with a firewall and on others. */
export const MERGES = ['k3s_server : Merge user server config with generated server config'];
export const ALLOWS_NETWORKS = ['prereq : If ufw enabled, allow default CIDRs'];
/** Where the endpoint is made a name of the certificate. */
export const ADDS_TLS_SAN = [
  'k3s_server : Add TLS SAN to config if needed',
  'k3s_server : Add TLS SAN to agent arguments if needed',
];
/** Where the roles write the unit of a server. */
export const WRITES_UNIT = [
  'k3s_server : Copy K3s service file [Single/External DB]',
  'k3s_server : Copy K3s service file [HA-IC]',
];
export const WRITES_AGENT_CONFIG = ['k3s_agent : Copy config values'];
export const WRITES_REGISTRIES = ['prereq : Copy config values'];
export const COPIES_MANIFESTS = ['prereq : Copy manifests'];
export const MAKES_LINK = ['prereq : Create symlink'];
export const FORWARDS_IPV6 = ['prereq : Enable IPv6 forwarding'];
export const CHECKS_ANSIBLE = ['prereq : Enforce minimum Ansible version'];
/** The airgap role, in the order of its tasks. */
export const LOOKS_FOR_SCRIPT = ['airgap : Check for existing install script'];
export const FETCHES_SCRIPT = ['airgap : Download k3s install script'];
export const COPIES_IMAGES = ['airgap : Distribute Airgap images'];
export const COPIES_PACKAGES = ['airgap : Distribute K3s SELinux RPM'];
export const AIRGAP_INSTALLS = ['airgap : Run K3s Install [server]'];
export const AIRGAP_AGENT_INSTALLS = ['airgap : Run K3s Install [agent]'];
