// Recorded runs that `preflight` does not foresee as they happened, each with the reason.

export const TASK_NOT_NAMED: Readonly<Record<string, string>> = {
  'k21-legacy-vars-elsewhere main 2.19':
    'an inventory of the playbook of 2023: it is none of this k3s-ansible',
  'k23-legacy-same-host main 2.19': 'an inventory of the playbook of 2023: it is none of this k3s-ansible',
  'k24-legacy-ha-no-token main 2.19': 'an inventory of the playbook of 2023: it is none of this k3s-ansible',
  'm04-manifests-relative main 2.19': 'relative to the playbook, whose folder is not known',
  'o01-location-missing 1.2.0 2.19': 'whether the folder is on the nodes is not known',
  'o01-location-missing main 2.19': 'whether the folder is on the nodes is not known',
  'o03-systemd-dir-opt main 2.19': 'whether the folder is on the nodes is not known',
  'q05-airgap-only-arm64 main 2.19': 'which processors the nodes have is not known',
  'q19-airgap-server-only main 2.19': 'whether the agents reach the internet is not known',
  't00-plain main 2.14': 'k3s-ansible refuses this ansible-core where roles are nearby, and none are',
  't31-token-default-useless main 2.19':
    'whether the environment has the variable is known when the play runs',
  'v02-vault-bare-ref 1.1.1 2.14':
    'k3s-ansible up to 1.1.1 accepts this ansible-core, whose with_first_found fails where airgap_dir is not defined',
  'y10-undefined-server-config 1.0.0 2.14':
    'k3s-ansible up to 1.1.1 accepts this ansible-core, whose with_first_found fails where airgap_dir is not defined',
  'w-F main 2.19': 'the collection ansible.utils may be installed elsewhere',
  'y12-undefined-airgap main 2.19': '-e may define the variable',
  'y16-undefined-install-envs main 2.19': '-e may define the variable',
  'aa01-server-args-true main 2.19': 'told, but named for another task than the one that stops first',
  'aa02-server-args-null main 2.19': 'told, but named for another task than the one that stops first',
  'la04-lost-airgap-group main 2.19': 'told, but named for another task than the one that stops first',
  'na01-ep-mapping main 2.19': 'told, but named for another task than the one that stops first',
  'na02-ep-url main 2.19': 'told, but named for another task than the one that stops first',
  'na03-ep-port main 2.19': 'told, but named for another task than the one that stops first',
  'pa02-port-list main 2.19': 'told, but named for another task than the one that stops first',
  'ta09-token-server-group-only main 2.19': 'told, but named for another task than the one that stops first',
  'z25-config-false main 2.19': 'told, but named for another task than the one that stops first',
  'z28-location-relative main 2.19': 'told, but named for another task than the one that stops first',
  'z31-api-port-word main 2.19': 'told, but named for another task than the one that stops first',
  'z32-api-port-big main 2.19': 'told, but named for another task than the one that stops first',
  'z36-server-args-number main 2.19': 'told, but named for another task than the one that stops first',
  'z39-endpoint-list main 2.19': 'told, but named for another task than the one that stops first',
  'z40-endpoint-number main 2.19': 'told, but named for another task than the one that stops first',
};
