// Recorded outcomes that `check` does not tell as it should, each with the reason. A case that leaves this list is good.

export const NOT_TOLD: Readonly<Record<string, string>> = {
  'k14-custom-server-group main 2.19': "groups of other names need plays of one's own, which may be there",
  'k21-legacy-vars-elsewhere main 2.19':
    'an inventory of the playbook of 2023; which playbook is run is not known',
  'k23-legacy-same-host main 2.19':
    'an inventory of the playbook of 2023; which playbook is run is not known',
  'k24-legacy-ha-no-token main 2.19':
    'an inventory of the playbook of 2023; which playbook is run is not known',
  'm04-manifests-relative main 2.19': 'relative to the playbook, whose folder is not known',
  'o01-location-missing main 2.19': 'whether the folder is on the nodes is not known',
  'o03-systemd-dir-opt main 2.19': 'whether the folder is on the nodes is not known',
  'q05-airgap-only-arm64 main 2.19': 'which processors the nodes have is not known',
  'q19-airgap-server-only main 2.19': 'whether the agents reach the internet is not known',
  's31-config-undefined 1.1.1 2.19': '-e may define the variable',
  's31-config-undefined main 2.19': '-e may define the variable',
  's31-config-undefined main 2.14': '-e may define the variable',
  't00-plain main 2.14':
    "nothing is wrong with it: k3s-ansible refuses this ansible-core, which is a rule's word where roles are nearby",
  't28-token-lookup-missing main 2.19': 'what a lookup finds is known when the play runs',
  't29-token-lookup-password main 2.19': 'what a lookup gives is known when the play runs',
  'w-F main 2.19':
    'told as an information of every such release: the collection ansible.utils may be installed elsewhere',
  'y01-no-user main 2.19': '-u may name the user',
  'y10-undefined-server-config main 2.19': '-e may define the variable',
  'y12-undefined-airgap main 2.19': '-e may define the variable',
  'y13-undefined-agent-config main 2.19': '-e may define the variable',
  'y14-undefined-service-envs main 2.19': '-e may define the variable',
  'y16-undefined-install-envs main 2.19': '-e may define the variable',
};

export const RIGHT_BUT_CALLED_WRONG: Readonly<Record<string, string>> = {
  'x08-hosts-comma main 2.19':
    'the world of the rehearsal makes a machine of any name; no real one answers to two names at once',
};

/** Told at another line than the one at fault. */
export const TOLD_ELSEWHERE: Readonly<Record<string, string>> = {};
