import { definitionsAt, scalarOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { createOwnerFilter } from '../../k3s/clusterGroups.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { otherTokens } from './otherTokens.ts';

export const tokenTwice = defineRule({
  id: 'token-twice',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The token is given a second time, past the variable token'),
  why: msg(
    'k3s-ansible hands the variable `token` to every node.\nA `token` in `server_config_yaml` or `agent_config_yaml` and a `K3S_TOKEN` in `extra_service_envs` or `extra_install_envs` count more, for the nodes that read them: with two different ones no node can join, and whoever changes one must think of the other.\nA `--token` among the arguments has its own rule, [token-as-argument](token-as-argument.md).\nKeep only `token`.\nThe rule is silent where `token` is not defined: the first server then hands its own on, whichever way it got it.',
  ),
  *check(context) {
    const { model, files } = context;
    const isOurs = createOwnerFilter(model);
    const tokens = definitionsAt(model, 'token').filter(({ owner }) => isOurs(owner));
    const [first] = tokens;
    if (!first) return;
    const texts = new Set(tokens.map((definition) => scalarOf(definition)?.text.trim()));
    for (const { definition, span, text } of otherTokens(context)) {
      const file = files.get(definition.uri);
      if (!file || !isOurs(definition.owner)) continue;
      const isSame = texts.size === 1 && texts.has(text);
      yield {
        uri: definition.uri,
        span: lineOf(file.source, span),
        ...(isSame && { severity: 'info' as const }),
        message: describe(isSame, definition),
        related: [
          { uri: first.uri, span: first.keySpan, message: msg('The token of the cluster stands here') },
        ],
      };
    }
  },
});

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
