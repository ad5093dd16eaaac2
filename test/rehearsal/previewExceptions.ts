// Landed files that are not compared with what is previewed, each with its reason.

/** `case upstream core host path` → why. */
export const NOT_COMPARED: Readonly<Record<string, string>> = {
  'w-R 1.1.0 2.19 a1 /etc/systemd/system/k3s-agent.service':
    'the play ran three times, and 1.1.0 adds to the unit each time: a first run is previewed',
  'v11-vault-server-config main 2.19 s1 /etc/rancher/k3s/config.yaml':
    'all of server_config_yaml is encrypted, and its lines land between the others',
  'y17-typo-ansible-host main 2.19 s1 /etc/rancher/k3s/config.yaml':
    'server_config_yaml holds a misspelt name that begins like a fact, and may be one',
  'w-M 1.2.0 2.19 a1 /etc/systemd/system/k3s-agent.service.env': 'the play of the upgrade ran after it',
};
