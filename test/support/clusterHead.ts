// The beginning of an inventory for tests of what stands among its variables.

export const CLUSTER_HEAD = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.1.11:
  vars:
    api_endpoint: 192.168.1.11
`;
