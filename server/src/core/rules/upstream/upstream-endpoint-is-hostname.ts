import { defineRule } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { clusterEndpoints } from '../../k3s/endpoint.ts';
import { endpointValue } from '../../k3s/endpointValue.ts';
import { does, firstGood } from '../../k3s/roles/behaviour.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const upstreamEndpointIsHostname = defineRule({
  id: 'upstream-endpoint-is-hostname',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('k3s-ansible 1.1.0 stops on a server whose own name is the `api_endpoint`'),
  why: msg(
    'In 1.1.0 the unit of the servers holds a variable that is set only when `api_endpoint` is not the host name of the server, so that Ansible stops with an undefined variable on a server that is called so ([7209114](https://github.com/k3s-io/k3s-ansible/commit/7209114)).\nThe host name is a fact that only the machine knows; mostly it is the name that the inventory gives it.',
  ),
  *check(context) {
    const { version } = context.upstream;
    if (!version || !does(context, 'endpoint-is-hostname')) return;
    const { servers } = clusterHosts(context.model);
    for (const { file, scalar, hosts } of clusterEndpoints(context)) {
      const value = endpointValue(scalar.text, context.model, hosts);
      if (value.kind !== 'text' || !servers.includes(value.text)) continue;
      yield {
        uri: file.source.uri,
        span: lineOf(file.source, scalar.span),
        message: msg(
          'api_endpoint is the name of the server {0}: if the machine is called so, this k3s-ansible ({1}) stops there at an undefined variable. Update k3s-ansible to {2} or newer, or use an address.',
          value.text,
          nameUpstream(version),
          firstGood('endpoint-is-hostname'),
        ),
      };
    }
  },
});
