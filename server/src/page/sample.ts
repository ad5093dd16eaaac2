// The inventory that the page shows to somebody who has none at hand: with the mistakes that people make first.

export const SAMPLE = `k3s_cluster:
  children:
    server:
      hosts:
        node1:
          ansible_host: 10.0.0.11
        node2:
          ansible_host: 10.0.0.12
    agent:
      hosts:
        node3:
          ansible_host: 10.0.0.13
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    token: changeme!
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
    server_config_yaml: |
      write-kubeconfig-mode: "0600"
      flannel-backend: wiregard-native
`;
