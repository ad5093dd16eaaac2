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
/** Where the first server waits for the file in which K3s keeps its token, below the folder that K3s uses by default. */
export const WAITS_FOR_TOKEN = ['k3s_server : Wait for token'];
/** Where the name of the user is needed. */
export const MAKES_KUBE_FOLDER = ['k3s_server : Create directory .kube'];
/** Where the kubeconfig is copied beside itself, so that a later play sees whether it has changed. */
export const COPIES_KUBECONFIG = ['k3s_server : Copy k3s.yaml to second file'];
/** Where the kubeconfig is copied to the machine that runs Ansible. */
export const FETCHES_KUBECONFIG = ['k3s_server : Copy kubeconfig to control node'];
/** Where the endpoint becomes a part of a URL for the first time. */
export const CHANGES_ADDRESS = ['k3s_server : Change server address in kubeconfig on control node'];
/** Where the token is put into a regular expression, which a token can break. */
export const REPLACES_TOKEN = [
  'k3s_agent : Delete any existing token from the environment if different from the new one',
];
/** Where a joining server is given the token of the first. */
export const GETS_TOKEN = ['k3s_server : Get token from first server if needed'];
/** Where `server_config_yaml` is read for the first time, on machines with a firewall and on others. */
export const MERGES = ['k3s_server : Merge user server config with generated server config'];
/** Where the networks of pods and services become rules of ufw. */
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
/** Where `agent_config_yaml` is written. */
export const WRITES_AGENT_CONFIG = ['k3s_agent : Copy config values'];
/** Where `registries_config_yaml` is written. */
export const WRITES_REGISTRIES = ['prereq : Copy config values'];
/** Where the files of `extra_manifests` are copied. */
export const COPIES_MANIFESTS = ['prereq : Copy manifests'];
/** Where `k3s_server_location` is linked to from the place that K3s uses otherwise. */
export const MAKES_LINK = ['prereq : Create symlink'];
/** Where forwarding of IPv6 is turned on, on hosts that have such an address. */
export const FORWARDS_IPV6 = ['prereq : Enable IPv6 forwarding'];
/** Where an ansible-core that is too old ends the play. */
export const CHECKS_ANSIBLE = ['prereq : Enforce minimum Ansible version'];
/** The airgap role, in the order of its tasks. */
export const LOOKS_FOR_SCRIPT = ['airgap : Check for existing install script'];
/** Where the script is fetched from the internet, if it is not in `airgap_dir`. */
export const FETCHES_SCRIPT = ['airgap : Download k3s install script'];
/** Where the archives of images are copied. */
export const COPIES_IMAGES = ['airgap : Distribute Airgap images'];
/** Where the package for SELinux is copied. */
export const COPIES_PACKAGES = ['airgap : Distribute K3s SELinux RPM'];
/** Where the script is run on a server, without a download. */
export const AIRGAP_INSTALLS = ['airgap : Run K3s Install [server]'];
/** The same of an agent. */
export const AIRGAP_AGENT_INSTALLS = ['airgap : Run K3s Install [agent]'];
