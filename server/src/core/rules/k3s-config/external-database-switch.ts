import { literalOf } from '../../ansible/model/definitions.ts';
import type { Location } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { EXTERNAL_DATABASE } from '../../k3s/externalDatabase.ts';
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
    const { model, plays } = context;
    const { servers } = clusterHosts(model);
    const [first] = servers;
    if (first === undefined || servers.length < 2) return;
    if (mayBeDefinedElsewhere(model, EXTERNAL_DATABASE, first)) return;
    if (plays.perhaps.has(EXTERNAL_DATABASE) || plays.passed.has(EXTERNAL_DATABASE)) return;
    const definition = definitionLookup(model, EXTERNAL_DATABASE)(first);
    const literal = definition && literalOf(definition);
    if (definition && !literal) return;
    const isOn = literal?.value === true || /^(?:true|yes|on|1)$/i.test(literal?.text ?? '');
    const endpoint = isOn ? undefined : datastoreOf(context);
    if (endpoint)
      yield {
        ...endpoint,
        message: msg(
          'Without use_external_database: true, k3s-ansible lets {0} servers make an etcd cluster beside this database. Add use_external_database: true.',
          servers.length,
        ),
      };
  },
});

const datastoreOf = (context: RuleContext): Location | undefined =>
  [...settings(context)].find(({ name, scope }) => name === 'datastore-endpoint' && scope === 'server')
    ?.location;
