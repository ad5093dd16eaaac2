// Recorded runs that `preflight` does not foresee as they happened, each with the reason.

export const TASK_NOT_NAMED: Readonly<Record<string, string>> = {
  'cb05-nice-no-dump main 2.19': 'the option is one of newer ansible-cores, and of later releases of 2.19',
  'cb09-token-ifelse-env main 2.19': 'whether the environment has the variable is known when the play runs',
  'eb06-install-env-bin-dir main 2.19': 'whether the folder is on the nodes is not known',
  'nb20-ep-lookup-empty main 2.19': 'whether the environment has the variable is known when the play runs',
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
  'la04-lost-airgap-group main 2.19': 'whether the servers reach the internet is not known',
};
