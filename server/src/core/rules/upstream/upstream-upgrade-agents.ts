import { defineRule } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { does, firstGood } from '../../k3s/roles/behaviour.ts';
import { definitionsOn, nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';

export const upstreamUpgradeAgents = defineRule({
  id: 'upstream-upgrade-agents',
  severity: 'info',
  since: '0.1.0',
  summary: msg('This k3s-ansible damages agents when it is run on them again'),
  why: msg(
    'Up to 1.1.1 the upgrade playbook runs the installer on agents without saying that they are agents, so that it enables and starts the service of a server there ([#504](https://github.com/k3s-io/k3s-ansible/issues/504), [#476](https://github.com/k3s-io/k3s-ansible/issues/476)).\nIn 1.1.0 every further run of `site.yml` repeats lines in the unit of the agents, until it no longer starts ([#470](https://github.com/k3s-io/k3s-ansible/pull/470)).\nA first installation is not affected; update k3s-ansible before you change `k3s_version`.',
  ),
  *check(context) {
    const { version } = context.upstream;
    const { agents } = clusterHosts(context.model);
    if (!version) return;
    const startsServer = does(context, 'upgrade-starts-server');
    const repeatsUnit = does(context, 'agent-unit-repeated');
    if (!startsServer && !repeatsUnit) return;
    const good = firstGood(startsServer ? 'upgrade-starts-server' : 'agent-unit-repeated');
    // What every further run does is reported rather than what an upgrade does; the same update fixes both.
    const message = repeatsUnit
      ? msg(
          'With this k3s-ansible ({0}) every further run repeats lines in the unit of the agents, until they no longer start. Update k3s-ansible to {1} or newer before you run it again.',
          nameUpstream(version),
          good,
        )
      : msg(
          'The upgrade playbook of this k3s-ansible ({0}) starts the service of a server on agents. Update k3s-ansible to {1} or newer before you upgrade K3s.',
          nameUpstream(version),
          good,
        );
    for (const { location } of definitionsOn(context, 'k3s_version', agents)) yield { ...location, message };
  },
});
