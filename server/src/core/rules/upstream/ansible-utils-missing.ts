import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { does } from '../../k3s/roles/behaviour.ts';
import { definitionsOn, nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';

export const ansibleUtilsMissing = defineRule({
  id: 'ansible-utils-missing',
  severity: 'info',
  since: '0.1.0',
  summary: msg('k3s-ansible puts `api_endpoint` through a filter of ansible.utils, which may be missing'),
  why: msg(
    'Since 1.2.2 the roles use the filter `ansible.utils.ipwrap`, but the collection is not installed along with k3s-ansible ([#565](https://github.com/k3s-io/k3s-ansible/issues/565)), and the filter needs the Python package `netaddr` on the machine that runs Ansible.\nThe package `ansible` brings the collection along, `ansible-core` does not.\nThis rule looks into the folder where k3s-ansible itself is installed, and into the `requirements.yml` that names it; the collection may still be somewhere else, so it only informs.',
  ),
  *check(context) {
    const { version } = context.upstream;
    if (!version || !does(context, 'needs-ipwrap') || !mayLackUtils(context)) return;
    for (const { location } of definitionsOn(context, 'api_endpoint'))
      yield {
        ...location,
        message: msg(
          'This k3s-ansible ({0}) needs ansible.utils and netaddr for this value, and neither is installed along with it. Unless you have the package “ansible”: ansible-galaxy collection install ansible.utils, and pip install netaddr.',
          nameUpstream(version),
        ),
      };
  },
});

function mayLackUtils({ model: { core }, upstream: { hasUtils, requirements } }: RuleContext): boolean {
  if (core.named?.hasCollections || hasUtils) return false;
  return hasUtils === false || requirements?.collections.has('ansible.utils') === false;
}
