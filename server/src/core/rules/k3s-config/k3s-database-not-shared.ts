import { literalOf, scalarOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { Location, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { CARRIERS, ENVIRONMENT_CARRIERS } from '../../k3s/config/carriers.ts';
import { scopesFor } from '../../k3s/evaluation.ts';
import { EXTERNAL_DATABASE, leavesOutEtcd } from '../../k3s/roles/database.ts';
import { firstServer, hasServersToJoin } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { keyText, resolveAlias } from '../../yaml/tree.ts';
import { settings } from './settings.ts';

export const k3sDatabaseNotShared = defineRule({
  id: 'k3s-database-not-shared',
  severity: 'error',
  since: '0.1.0',
  summary: msg('Servers that are to share an external database do not'),
  why: msg(
    'With `use_external_database: true` k3s-ansible starts each server by itself, without etcd and without a server to join: they are one cluster only because they all keep their data in one database.\nWith another `datastore-endpoint` on each of them, or with none, every server is a cluster of its own, and the play stops at "Verify that all server nodes joined" (seen with the real playbook).\nWrite one `datastore-endpoint` for all servers, without a part that differs from host to host.\nThe rule compares what each server is given in `server_config_yaml` and `extra_server_args`, and is silent where one of them cannot be known, or where the environment names a database.',
  ),
  *check(context) {
    const { servers } = clusterHosts(context.model);
    const first = firstServer(context.model);
    if (first === undefined || !hasServersToJoin(context.model) || servers.length > MAX_SERVERS) return;
    const others = servers.slice(1);
    if (!servers.every((host) => leavesOutEtcd(context, host))) return;
    const expected = databaseOf(context, first);
    if (!expected) return;
    const found = others.map((host) => ({ host, database: databaseOf(context, host) }));
    if (!found.every(({ database }) => database)) return;
    const other = found.find(({ database }) => database?.text !== expected.text || expected.text === '');
    const location = other && (other.database?.location ?? expected.location ?? switchAt(context, first));
    if (!other || !location) return;
    yield {
      ...location,
      message:
        expected.text === '' && found.every(({ database }) => database?.text === '')
          ? msg(
              'use_external_database is on, but no server is given a database: each becomes a cluster of its own, and the deployment stops. Write one datastore-endpoint for all servers in server_config_yaml.',
            )
          : msg(
              '“{0}” and “{1}” do not keep their data in one database: each becomes a cluster of its own, and the deployment stops. Write one datastore-endpoint for all servers.',
              first,
              other.host,
            ),
    };
  },
});

/** A limit that no real cluster reaches. */
const MAX_SERVERS = 30;
const SETTING = 'datastore-endpoint';

const switchAt = ({ model }: RuleContext, host: string): Location | undefined => {
  const definition = definitionLookup(model, EXTERNAL_DATABASE)(host);
  return definition && valueLocation(definition);
};

interface Database {
  /** Empty where the server has none. */
  readonly text: string;
  readonly location?: Location;
}

/** `undefined` where it cannot be known. */
function databaseOf(context: RuleContext, host: string): Database | undefined {
  const { model, plays } = context;
  for (const name of [...CARRIERS.server, ...ENVIRONMENT_CARRIERS])
    if (mayBeDefinedElsewhere(model, name, host) || plays.perhaps.has(name) || plays.passed.has(name))
      return undefined;
  if (ENVIRONMENT_CARRIERS.some((name) => definitionLookup(model, name)(host))) return undefined;
  for (const name of CARRIERS.server.toReversed()) {
    const definition = definitionLookup(model, name)(host);
    if (!definition) continue;
    const text = textOn(context, definition, host);
    if (text === undefined) return undefined;
    const found = name === 'extra_server_args' ? inArguments(text) : inConfig(text);
    if (found === undefined) return undefined;
    if (found !== '') return { text: found, ...locationIn(context, definition) };
  }
  return { text: '' };
}

function textOn({ model }: RuleContext, definition: VariableDefinition, host: string): string | undefined {
  if (!definition.value) return '';
  const literal = literalOf(definition);
  if (literal) return literal.type === 'null' ? '' : literal.text;
  const scalar = scalarOf(definition);
  const scope = scalar?.type === 'str' ? scopesFor(model)(host) : undefined;
  const result = scope && scalar && evaluateTemplate(scalar.text, scope);
  return result?.known && typeof result.value === 'string' ? result.value : undefined;
}

const inArguments = (text: string): string =>
  /(?:^|\s)--?datastore-endpoint[=\s]["']?([^\s"']*)/.exec(text)?.[1] ?? '';

function inConfig(text: string): string | undefined {
  const { root, problems } = parseYaml(text);
  if (problems.length > 0) return undefined;
  if (!root) return '';
  if (root.kind !== 'mapping') return undefined;
  const pair = root.pairs.find((one) => keyText(one) === SETTING);
  const value = resolveAlias(pair?.value);
  return value?.kind === 'scalar' ? value.text : pair ? undefined : '';
}

/** Where the name of the setting stands. */
function locationIn(context: RuleContext, { uri, value }: VariableDefinition): Pick<Database, 'location'> {
  for (const { flag, scope, location } of settings(context)) {
    const isInside = value && value.span.start <= location.span.start && location.span.end <= value.span.end;
    if (flag?.name === SETTING && scope === 'server' && location.uri === uri && isInside) return { location };
  }
  return {};
}
