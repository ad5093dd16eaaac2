// Recorded outcomes that `check` does not report as it should, each with the reason. A case that leaves this list is good.

export const NOT_REPORTED: Readonly<Record<string, string>> = {
  'ab12-args-undefined main 2.19': '-e may define the variable',
  'ab19-args-list-ref main 2.19': 'the kind of a value that a template makes is not judged',
  'bb18-kubectl-jinja-text main 2.19': 'the kind of a value that a template makes is not judged',
  'cb05-nice-no-dump main 2.19': 'the option is one of newer ansible-cores',
  'cb09-token-ifelse-env main 2.19': 'what a lookup finds is known when the play runs',
  'eb06-install-env-bin-dir main 2.19': 'whether the folder is on the nodes is not known',
  'k14-custom-server-group main 2.19': "groups of other names need plays of one's own, which may be there",
  'k21-legacy-vars-elsewhere main 2.19':
    'an inventory of the playbook of 2023; which playbook is run is not known',
  'la05-lost-manifests main 2.19': '-e may define the variable',
  'm04-manifests-relative main 2.19': 'relative to the playbook, whose folder is not known',
  'nb10-ep-extract-noaddr main 2.19': 'what map("extract") finds on hosts that lack it is not worked out',
  'o01-location-missing main 2.19': 'whether the folder is on the nodes is not known',
  'o01-location-missing 1.2.0 2.19': 'whether the folder is on the nodes is not known',
  'o03-systemd-dir-opt main 2.19': 'whether the folder is on the nodes is not known',
  'q05-airgap-only-arm64 main 2.19': 'which processors the nodes have is not known',
  'q19-airgap-server-only main 2.19': 'whether the agents reach the internet is not known',
  't00-plain main 2.14':
    "nothing is wrong with it: k3s-ansible refuses this ansible-core, which is a rule's word where roles are nearby",
  't28-token-lookup-missing main 2.19': 'what a lookup finds is known when the play runs',
  'v02-vault-bare-ref 1.1.1 2.14':
    'k3s-ansible up to 1.1.1 accepts this ansible-core, whose with_first_found fails where airgap_dir is not defined',
  'w-F main 2.19':
    'reported as an information of every such release: the collection ansible.utils may be installed elsewhere',
  'y01-no-user main 2.19': '-u may name the user',
  'y14-undefined-service-envs main 2.19': '-e may define the variable',
  'y16-undefined-install-envs main 2.19': '-e may define the variable',
};

export const RIGHT_BUT_CALLED_WRONG: Readonly<Record<string, string>> = {
  'x08-hosts-comma main 2.19':
    'the world of the rehearsal makes a machine of any name; no real one answers to two names at once',
};

/** Reported at another line than the one at fault. */
export const REPORTED_ELSEWHERE: Readonly<Record<string, string>> = {};

/** Rules whose default is an error, and that gave none in a recorded run that fails: each with what proves it instead. */
export const ERROR_NOT_RECORDED: Readonly<Record<string, string>> = {
  'k3s-argument-percent':
    'systemd 252 refuses such units (unitForms.json); the stand-in of the rehearsal does not read `%`',
  'address-malformed':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'address-range-malformed':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'address-taken':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'network-over-nodes':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'server-flags-for-agents':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'value-differs':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'value-missing':
    'of plays that are not those of k3s-ansible, which the rehearsal runs; read from their roles (docs/dialects)',
  'k3s-networks-clash':
    'K3s itself, which the recorded runs leave out, compares the families of its networks',
  'k3s-setting-differs': 'K3s itself, which the recorded runs leave out, compares its critical settings',
  'airgap-dir-missing':
    'reported as an information in the world of the rehearsal, where the folder of the playbook is not known',
  'ansible-core-too-old': 'the assertion of k3s-ansible itself; Ansible below 2.14 cannot be run here',
  'api-endpoint-index-out-of-range': 'Ansible stops at the template (test/oracle/evaluate.test.ts)',
  'api-endpoint-malformed': 'the world of the rehearsal has a machine for any name',
  'api-endpoint-no-default': 'Ansible stops at the template (test/oracle/evaluate.test.ts)',
  'api-endpoint-per-host': 'not recorded yet: agents dial a node that is no server',
  'api-endpoint-unknown-group': 'Ansible stops at the template (test/oracle/evaluate.test.ts)',
  'host-address-malformed': 'the world of the rehearsal connects without an address',
  'inventory-groups-as-hosts': 'newer than the recordings: nobody is a server, as with k50-children-missing',
  'inventory-section-too-deep': 'newer than the recordings: nobody is a server, as with k50-children-missing',
  'jinja-unknown-lookup':
    'newer than the recordings: Ansible stops at the template, as with ja01-unknown-filter',
  'vault-damaged': 'Ansible refuses to decrypt it (test/oracle/vaultBlocks.test.ts)',
};

/** Rules whose default is milder than an error, though each recorded run that they reported something in failed. */
export const WARNING_ALWAYS_FAILED: Readonly<Record<string, string>> = {
  'jinja-default-omit': '-e may define the variable; the plays that go through without it are not reported',
};
