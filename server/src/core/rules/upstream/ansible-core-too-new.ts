import { needsBooleans } from '../../ansible/target/targetCore.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { findClusterVars } from '../../k3s/clusterVars.ts';
import { does, firstGood } from '../../k3s/roles/behaviour.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';

export const ansibleCoreTooNew = defineRule({
  id: 'ansible-core-too-new',
  severity: 'error',
  since: '0.1.0',
  summary: msg('This k3s-ansible does not run with ansible-core 2.19 and newer'),
  why: msg(
    'k3s-ansible 1.0.0 asks `when: ansible_all_ipv6_addresses`, which is a list; since ansible-core [2.19](https://docs.ansible.com/ansible/latest/porting_guides/porting_guide_core_2.19.html#broken-conditionals) a condition has to be a boolean, and every play stops at "Enable IPv6 forwarding", whatever the inventory says (seen with the real playbook).\n1.0.1 compares the length ([k3s-ansible#404](https://github.com/k3s-io/k3s-ansible/pull/404)).\nWhere the ansible-core is not known, this is a warning; where the project or the setting `k3sInventory.ansibleCore` names an older one, or the ansible.cfg sets `allow_broken_conditionals`, the rule is silent.',
  ),
  *check(context) {
    const { version } = context.upstream;
    const { core } = context.model;
    const at = findClusterVars(context);
    if (!version || !at || !does(context, 'condition-of-list') || !needsBooleans(core)) return;
    yield {
      uri: at.uri,
      span: at.span,
      ...(!core.isSure && { severity: 'warning' as const }),
      message: msg(
        'This k3s-ansible ({0}) stops in its first play with ansible-core 2.19 and newer, whatever the inventory says. Update it to {1} or newer.',
        nameUpstream(version),
        firstGood('condition-of-list'),
      ),
    };
  },
});
