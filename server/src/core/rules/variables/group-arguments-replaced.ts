import { literalOf, scalarOf, templateOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { effectiveVariable } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { CARRIERS } from '../../k3s/config/carriers.ts';
import { MAX_HOSTS, scopesFor } from '../../k3s/evaluation.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { msg } from '../../text/message.ts';
import { spanOf } from '../../text/span.ts';
import { editsInFile, lineOf } from '../../yaml/spanInFile.ts';
import { flagsOf, keysOf, lostIn, type Settings } from './lostFlags.ts';

export const groupArgumentsReplaced = defineRule({
  id: 'group-arguments-replaced',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('Arguments or a configuration for one host replace those of its group, and lose some of them'),
  why: msg(
    'Of several definitions Ansible takes one as a whole: `extra_server_args` of a host is not added to that of its group, it stands in its place.\nSo a host that only wanted a `--node-label` of its own starts without the `--disable`, `--flannel-backend` or `--tls-san` of the group ([k3s-ansible #507](https://github.com/k3s-io/k3s-ansible/issues/507)); some of these must be the same on all servers, and a server that differs does not join.\nThe same holds for `extra_agent_args`, and for the keys of `server_config_yaml` and `agent_config_yaml`.\nRepeat what shall stay, or give the group\'s part a name of its own and put both together: `"{{ common_server_args }} --node-label=rack=1"`.\nFlags that the host sets to another value are meant, and are not told.',
  ),
  *check(context) {
    const { servers, agents } = clusterHosts(context.model);
    for (const [[config, args], hosts] of [
      [CARRIERS.server, servers],
      [CARRIERS.agent, agents],
    ] as const) {
      if (hosts.length > MAX_HOSTS) continue;
      yield* checkVariable(context, args, hosts, flagsOf);
      yield* checkVariable(context, config, hosts, keysOf);
    }
  },
});

type Read = (text: string) => Settings;

function* checkVariable(
  context: RuleContext,
  name: string,
  nodes: readonly string[],
  read: Read,
): Generator<RuleFinding, void, undefined> {
  const { model } = context;
  const { effective } = definitionsFor(model, nodes, name);
  const counting = new Set(effective.map(({ definition }) => definition));
  for (const { definition, hosts } of effective) {
    const [host] = hosts;
    if (host === undefined || mayBeDefinedElsewhere(model, name, host)) continue;
    const wider = effectiveVariable(model, host, name)?.overridden.find(
      ({ owner }) => owner.kind === 'group',
    );
    // A group that repeats everything for all of its hosts does so on purpose.
    if (!wider || (definition.owner.kind === 'group' && !counting.has(wider))) continue;
    const [own, others] = [textOn(model, definition, host), textOn(model, wider, host)];
    if (own === undefined || others === undefined) continue;
    const lost = lostIn(read(others), read(own));
    if (lost.size > 0) yield report(context, { definition, wider, hosts, lost });
  }
}

/** What the host gets, as far as that is known. */
function textOn(model: InventoryModel, definition: VariableDefinition, host: string): string | undefined {
  const literal = literalOf(definition);
  if (literal) return literal.type === 'str' ? literal.text : undefined;
  const text = templateOf(definition)?.text;
  const scope = text === undefined ? undefined : scopesFor(model)(host);
  const result = text === undefined || !scope ? undefined : evaluateTemplate(text, scope);
  return result?.known && typeof result.value === 'string' ? result.value : undefined;
}

interface Loss {
  readonly definition: VariableDefinition;
  readonly wider: VariableDefinition;
  readonly hosts: readonly string[];
  readonly lost: Settings;
}

function report(context: RuleContext, { definition, wider, hosts, lost }: Loss): RuleFinding {
  const { uri, span } = valueLocation(definition);
  const file = context.files.get(uri);
  return {
    uri,
    span: file ? lineOf(file.source, span) : span,
    message: msg(
      'On {0} this replaces the {1} of “{2}” as a whole: lost there are {3}. Repeat what shall stay.',
      nameHosts(hosts),
      definition.name,
      wider.owner.name,
      [...lost.keys()].join(', '),
    ),
    related: [{ ...valueLocation(wider), message: msg('This does not count for {0}', nameHosts(hosts)) }],
    fixes: fixesFor(context, definition, lost),
  };
}

/** Flags go in front, as the group writes them; what is quoted there must be looked at by a person. */
function fixesFor({ files }: RuleContext, definition: VariableDefinition, lost: Settings): readonly Fix[] {
  const [file, scalar] = [files.get(definition.uri), scalarOf(definition)];
  const isLine = scalar?.style === 'plain' || scalar?.style === 'single' || scalar?.style === 'double';
  const written = [...lost.values()].join(' ');
  if (!file || !scalar || !isLine || !definition.name.endsWith('_args') || !/^[\w ./:=,@+-]+$/.test(written))
    return [];
  return [
    {
      title: msg('Repeat the flags of the group'),
      safety: 'unsafe',
      preferred: true,
      edits: () => editsInFile(file.source, scalar, [{ span: spanOf(0, 0), newText: `${written} ` }]),
    },
  ];
}
