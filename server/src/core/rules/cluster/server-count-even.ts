import type { InventoryModel } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { EXTERNAL_DATABASE, mayUseExternalDatabase } from '../../k3s/roles/database.ts';
import { msg } from '../../text/message.ts';

export const serverCountEven = defineRule({
  id: 'server-count-even',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The number of servers is even'),
  why: msg(
    'With more than one server and no external database, k3s keeps its data in etcd, which works as long as more than half of its members do.\nOf two servers both must be up, so two are less reliable than one; four survive the loss of one, as three do.\nUse one, three or five ([k3s documentation](https://docs.k3s.io/datastore/ha-embedded)).\nWith an external database any number is fine: set `use_external_database: true` and the datastore endpoint.',
  ),
  *check(context) {
    const { model } = context;
    const groups = clusterGroups(model);
    if (
      !groups ||
      mayHaveUnknownGroups(context) ||
      model.problems.some(({ code }) => code === 'range-too-large')
    )
      return;
    const servers = hostsOfGroup(model, groups.server);
    if (servers.length === 0 || servers.length % 2 === 1 || mayUseExternalDatabase(model)) return;
    const location = locationOf(model, groups.server);
    if (!location) return;
    yield {
      ...location,
      message: unlessElsewhere(
        model,
        msg(
          '{0} servers: etcd needs more than half of them to be up, so they survive the loss of {1}, no more than {2} would. Use an odd number, or an external database (use_external_database: true).',
          servers.length,
          servers.length / 2 - 1,
          servers.length - 1,
        ),
        EXTERNAL_DATABASE,
        servers,
      ),
    };
  },
});

/** Where the group lists its hosts, rather than where it is only mentioned. */
const locationOf = ({ groups, hosts }: InventoryModel, name: string) => {
  const group = groups.get(name);
  const listed = new Set(
    group?.hosts.flatMap((host) => hosts.get(host)?.locations.map(({ uri }) => uri) ?? []),
  );
  const location = group?.locations.find(({ uri }) => listed.has(uri)) ?? group?.locations[0];
  return location && { uri: location.uri, span: location.span };
};
