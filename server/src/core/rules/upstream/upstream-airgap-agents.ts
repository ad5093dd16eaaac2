import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { type Behaviour, does, firstGood } from '../../k3s/roles/behaviour.ts';
import { definitionsOn, nameUpstream } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';

export const upstreamAirgapAgents = defineRule({
  id: 'upstream-airgap-agents',
  severity: 'error',
  since: '0.1.0',
  summary: msg('This k3s-ansible does not set up the agents of an airgap installation'),
  why: msg(
    'Several states of the main branch of k3s-ansible, and copies of them, leave agents half set up when `airgap_dir` is defined; no release since 1.0.0 does.\nFrom 2024-09-04 to 2024-09-12 the task that writes the token stood where it is skipped without a download: agents stop with "token must not be empty" ([#361](https://github.com/k3s-io/k3s-ansible/issues/361)).\nFrom 2026-01-20 to 2026-02-27 they got no `--server` ("--server is required", [#517](https://github.com/k3s-io/k3s-ansible/issues/517)).\nFrom 2024-03-07 to 2024-10-28 they tried to download K3s all the same ([#373](https://github.com/k3s-io/k3s-ansible/pull/373)), and from 2023-11-30 to 2024-12-27 they got the service of a server as well ([#384](https://github.com/k3s-io/k3s-ansible/pull/384)).\nThis rule reads the tasks of the roles that lie near the inventory; the version in their `galaxy.yml` proves nothing, because it lags behind.',
  ),
  *check(context) {
    const { model, upstream } = context;
    const groups = clusterGroups(model);
    const agents = groups ? hostsOfGroup(model, groups.agent) : [];
    if (!upstream.version) return;
    const name = nameUpstream(upstream.version);
    // In their order: the first that applies is the most severe.
    const [worst] = DEFECTS.filter(([defect]) => does(context, defect));
    if (!worst) return;
    const [id, describe] = worst;
    for (const { location, hosts } of definitionsOn(context, 'airgap_dir', agents))
      yield {
        ...location,
        ...(id === 'server-service-on-agents' && { severity: 'warning' as const }),
        message: describe(name, nameHosts(hosts), firstGood(id)),
      };
  },
});

type Describe = (version: Message | string, hosts: Message | string, firstGood: string) => Message;

/** The most severe first: the agents of one k3s-ansible stop only once, and one update fixes everything. */
const DEFECTS: readonly (readonly [Behaviour, Describe])[] = [
  [
    'agent-token-skipped',
    (...values) =>
      msg(
        'With airgap_dir, this k3s-ansible ({0}) gives agents no token, whatever the inventory says: {1} will stop with “token must not be empty”. Update k3s-ansible to {2} or newer.',
        ...values,
      ),
  ],
  [
    'agent-server-skipped',
    (...values) =>
      msg(
        'With airgap_dir, this k3s-ansible ({0}) starts agents without --server: {1} will stop with “--server is required”. Update k3s-ansible to {2} or newer.',
        ...values,
      ),
  ],
  [
    'agents-download',
    (...values) =>
      msg(
        'This k3s-ansible ({0}) downloads K3s on agents in spite of airgap_dir when “k3s --version” fails there: {1} would need the internet. Update k3s-ansible to {2} or newer.',
        ...values,
      ),
  ],
  [
    'server-service-on-agents',
    (...values) =>
      msg(
        'With airgap_dir, this k3s-ansible ({0}) installs the service of a server on agents, too ({1}), where uninstalling then fails. Update k3s-ansible to {2} or newer.',
        ...values,
      ),
  ],
];
