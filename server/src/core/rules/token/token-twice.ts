import { definitionsAt, literalOf, scalarOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { defineRule, type RuleContext, type Severity } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { createOwnerFilter } from '../../k3s/clusterGroups.ts';
import { CARRIERS } from '../../k3s/config/carriers.ts';
import { isBeforeInstaller } from '../../k3s/roles/behaviour.ts';
import { isOpaque } from '../../k3s/secrets/token.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { type OtherToken, otherTokens } from './otherTokens.ts';

export const tokenTwice = defineRule({
  id: 'token-twice',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The token is given a second time, past the variable token'),
  why: msg(
    'k3s-ansible hands the variable `token` to every node.\nA `token` in `server_config_yaml` or `agent_config_yaml` and a `K3S_TOKEN` in `extra_service_envs` or `extra_install_envs` count more, for the nodes that read them: with two different ones no node can join, and whoever changes one must think of the other.\nA `--token` in `extra_server_args` or `extra_agent_args` outranks them all; one that is a template has its own rule, [token-as-argument](token-as-argument.md).\nIt is an error where nodes of the cluster surely end up with different tokens in `server_config_yaml`, `agent_config_yaml` or arguments: the play stops at "Enable and start K3s agent" (seen with the real playbook).\nKeep only `token`.\nThe rule is silent where `token` is not defined: the first server then hands its own on, whichever way it got it.',
  ),
  *check(context) {
    const { model, files } = context;
    const isOurs = createOwnerFilter(model);
    const tokens = definitionsAt(model, 'token').filter(({ owner }) => isOurs(owner));
    const [first] = tokens;
    if (!first) return;
    const texts = new Set(tokens.map((definition) => scalarOf(definition)?.text.trim()));
    const others = [...otherTokens(context)];
    const isSplit = others.length > 0 && surelyDiffer(model, others);
    for (const { definition, span, text } of others) {
      const file = files.get(definition.uri);
      if (!file || !isOurs(definition.owner)) continue;
      const isSame = texts.size === 1 && texts.has(text);
      const isEmpty = text === '';
      yield {
        uri: definition.uri,
        span: lineOf(file.source, span),
        ...(isEmpty
          ? { severity: harmOfNone(context, definition) }
          : isSame
            ? { severity: 'info' as const }
            : isSplit && OUTRANKING.some(([, names]) => names.includes(definition.name))
              ? { severity: 'error' as const }
              : {}),
        message: isEmpty ? NONE : describe(isSame, definition),
        related: [
          { uri: first.uri, span: first.keySpan, message: msg('The token of the cluster stands here') },
        ],
      };
    }
  },
});

const NONE = msg(
  'An empty token here takes the place of the variable token: the nodes that read it have none, or make one up, and the others cannot join. Remove the line.',
);

/** Up to 1.1.1 the variable reaches servers in another way as well. */
function harmOfNone(context: RuleContext, { name }: VariableDefinition): Severity {
  const { all } = clusterHosts(context.model);
  const isSure = name === CARRIERS.server[0] && all.length > 1 && !isBeforeInstaller(context);
  return isSure ? 'error' : 'warning';
}

/** The carriers that overrule the variable for the nodes that read them, the strongest first. */
const OUTRANKING: readonly (readonly ['servers' | 'agents', readonly string[]])[] = [
  ['servers', CARRIERS.server.toReversed()],
  ['agents', CARRIERS.agent.toReversed()],
];

/** Whether two nodes of the cluster get different tokens, all of which can be read. */
function surelyDiffer(model: InventoryModel, others: readonly OtherToken[]): boolean {
  const texts = new Map(others.map(({ definition, text }) => [placeOf(definition), text]));
  const found = new Set<string | undefined>();
  const cluster = clusterHosts(model);
  const variable = definitionLookup(model, 'token');
  for (const [part, names] of OUTRANKING) {
    const lookups = names.map((name) => definitionLookup(model, name));
    for (const host of cluster[part]) {
      const counting = lookups.flatMap((lookup) => lookup(host) ?? []);
      const own = variable(host);
      const all = [
        ...counting.map((one) => texts.get(placeOf(one)) ?? hidden(one)),
        own && literalOf(own)?.text,
      ];
      found.add(readable(all.find((text) => text !== '')));
    }
  }
  return found.size > 1 && !found.has(undefined);
}

const placeOf = ({ uri, keySpan }: VariableDefinition): string => `${uri}:${keySpan.start}`;

/** A text that is filled in later may hold a token; nothing else does in which none was found. */
const hidden = (definition: VariableDefinition): '' | undefined =>
  !definition.value || literalOf(definition) || !scalarOf(definition) ? '' : undefined;

function readable(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || isOpaque(trimmed) || trimmed.includes('{{') ? undefined : trimmed;
}

function describe(isSame: boolean, { name }: VariableDefinition): Message {
  if (isSame)
    return msg(
      'K3s gets the same token a second time here, past the variable token; whoever changes one must change the other. Remove it from {0}.',
      name,
    );
  return msg(
    'K3s gets another token here, past the variable token: the nodes that read it cannot join those that do not. Remove it from {0}.',
    name,
  );
}
