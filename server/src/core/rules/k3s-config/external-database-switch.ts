import type { Location } from '../../ansible/model/model.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { leavesOutEtcd } from '../../k3s/roles/database.ts';
import { firstServer, hasServersToJoin } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { settings } from './settings.ts';

export const externalDatabaseSwitch = defineRule({
  id: 'external-database-switch',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A database for the cluster without `use_external_database`'),
  why: msg(
    '`use_external_database` is how k3s-ansible learns that several servers share a database: without it the first one begins an etcd cluster and the others join that, whatever `datastore-endpoint` says.\nWith a single server the switch changes nothing.\nThe other way round has its own rule, [k3s-database-not-shared](k3s-database-not-shared.md).',
  ),
  *check(context) {
    const { model } = context;
    const first = firstServer(model);
    if (first === undefined || !hasServersToJoin(model) || leavesOutEtcd(context, first) !== false) return;
    const endpoint = datastoreOf(context);
    if (endpoint)
      yield {
        ...endpoint,
        message: msg(
          'Without use_external_database: true, k3s-ansible lets {0} servers make an etcd cluster beside this database. Add use_external_database: true.',
          clusterHosts(model).servers.length,
        ),
      };
  },
});

const datastoreOf = (context: RuleContext): Location | undefined =>
  [...settings(context)].find(({ name, scope }) => name === 'datastore-endpoint' && scope === 'server')
    ?.location;
