/** One server, one agent, and all that k3s-ansible must be told: nothing to find in it. */
export const SMALL_INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.1.11:
    agent:
      hosts:
        192.168.1.12:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 192.168.1.11
`;
