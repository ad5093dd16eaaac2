// One server, one agent, and every variable that k3s-ansible needs: nothing to find in it.
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

/** The same with an encrypted token and another endpoint, in quotes. */
export const withEndpoint = (endpoint: string): string =>
  SMALL_INVENTORY.replace(
    'api_endpoint: 192.168.1.11',
    () => `token: "{{ vault_token | trim }}"\n    api_endpoint: "${endpoint}"`,
  );

export const ENDPOINT_OF_FIRST_SERVER =
  "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";
