import { defineRule } from '../../diagnostics/rule.ts';
import { fixOrReplace } from '../../edits/endpointFixes.ts';
import { endpointsWithProblem, placeRead } from '../../k3s/endpoint.ts';
import { fallbackFor } from '../../k3s/hostFallback.ts';
import { msg } from '../../text/message.ts';

export const apiEndpointNoDefault = defineRule({
  id: 'api-endpoint-no-default',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` takes `ansible_host` from a host that does not set it, without a `default()`'),
  why: msg(
    "`hostvars[…]['ansible_host']` exists only for hosts that set `ansible_host` in the inventory; a host that is listed by its address or DNS name alone has none.\nWithout `| default(…)` Ansible stops with `object of type 'HostVarsVars' has no attribute 'ansible_host'` (before ansible-core 2.19: `'HostVarsVars object' has no attribute 'ansible_host'`).\nThe [sample inventory](https://github.com/k3s-io/k3s-ansible/blob/main/inventory-sample.yml) therefore falls back to the host's name.",
  ),
  *check(context) {
    for (const { endpoint, problem } of endpointsWithProblem(context, 'no-address')) {
      const fallback = fallbackFor(
        { ...endpoint.scalar, text: endpoint.text },
        problem.expression,
        problem.host,
      );
      const at = problem.expression.span.end;
      yield {
        ...placeRead(endpoint, problem.span),
        message: msg(
          'Host “{0}” sets no ansible_host, and there is no default(), so api_endpoint has no value and the deployment stops. Add a default(), or set ansible_host for the host.',
          problem.host,
        ),
        fixes: fixOrReplace(
          context,
          endpoint,
          { title: msg('Fall back to the name of the host'), safety: 'safe', preferred: true },
          fallback === undefined
            ? []
            : [{ span: { start: at, end: at }, newText: ` | default(${fallback})` }],
        ),
      };
    }
  },
});
