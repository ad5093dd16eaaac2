// The expression of k3s-ansible's own sample for `api_endpoint`; everything that offers one takes it from here.

/** The address of the first server, for the group that holds the servers. */
export function endpointExpression(serverGroup = 'server'): string {
  const server = `groups['${serverGroup}'][0]`;
  return `{{ hostvars[${server}]['ansible_host'] | default(${server}) }}`;
}
