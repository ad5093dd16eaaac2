import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { findMissing } from '../../k3s/missing.ts';
import { mayDo, tokenHandling } from '../../k3s/roles/behaviour.ts';
import { nameAnyUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';

export const upstreamUpgradeToken = defineRule({
  id: 'upstream-upgrade-token',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('Several servers without a token cannot be upgraded with this k3s-ansible'),
  why: msg(
    'Without `token`, the first server generates one, and a first installation goes well since 1.2.1.\nThe upgrade playbook of 1.2.0 to 1.2.2 reads it on the first server alone and then takes it on every server: on the second one it stops with an undefined variable, when the first has been upgraded already ([#529](https://github.com/k3s-io/k3s-ansible/issues/529), [#557](https://github.com/k3s-io/k3s-ansible/issues/557)).\nFor a cluster that runs, the token is the part behind the last colon in `/var/lib/rancher/k3s/server/token` on a server: put that into the inventory, encrypted, and not another one.\nWhere a `requirements.yml` asks for a branch or for a commit that is not known here, this is an information; without one, the rule is silent.',
  ),
  *check(context) {
    const { model, upstream, plays } = context;
    const { servers } = clusterHosts(model);
    if (servers.length < 2 || !mayDo(context, 'upgrade-token-of-one') || plays.hasOwnRoles) return;
    // Most omit the token on purpose: without knowing the k3s-ansible, that is no reason for a finding.
    if (!upstream.version && !upstream.requirements) return;
    // Where the first installation fails already, that is reported.
    if (tokenHandling(upstream) === 'not-for-joining-servers') return;
    const missing = findMissing(context, 'token');
    if (!missing || missing.partly || missing.passed) return;
    const [group] = model.groups.get(clusterGroups(model)?.server ?? '')?.locations ?? [];
    yield {
      ...(group ?? missing.at),
      ...(!upstream.version && { severity: 'info' as const }),
      message: unlessElsewhere(
        model,
        msg(
          'There is no token: with several servers, the upgrade playbook of this k3s-ansible ({0}) stops at the second one. Before an upgrade, define the token that the cluster has; it stands in /var/lib/rancher/k3s/server/token.',
          nameAnyUpstream(upstream),
        ),
        'token',
        missing.hosts,
      ),
    };
  },
});
