// The expression for `api_endpoint` in k3s-ansible's own sample; everything that offers one uses this.

/** The address of the first server, for the group that holds the servers. */
export function endpointExpression(serverGroup = 'server'): string {
  const server = `groups['${serverGroup}'][0]`;
  return `{{ hostvars[${server}]['ansible_host'] | default(${server}) }}`;
}
