// An inventory in which nothing is wrong but, perhaps, its token.

/** @param token the lines of the token, indented by four spaces but for the first. */
export const inventoryWithToken = (token: string): string => `---
k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
    agent:
      hosts:
        192.168.20.12:

  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    api_endpoint: 192.168.20.11
    ${token}
`;
