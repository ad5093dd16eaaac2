import { scalarOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { findFlag, takes } from '../../k3s/config/flags.ts';
import { maskJinja } from '../../k3s/config/maskJinja.ts';
import { checksOf, countingFor } from '../../k3s/dialects/checks.ts';
import { nodesOf } from '../../k3s/dialects/nodes.ts';
import { msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const serverFlagsForAgents = defineRule({
  id: 'server-flags-for-agents',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('The agents are given a flag that only servers know'),
  why: msg(
    'An agent stops at a flag it does not know: “flag provided but not defined”, and the service is started again and again.\nArguments that servers and agents share, such as `extra_args`, may hold only what both know.\nMove the flag to the arguments of the servers.',
  ),
  *check(context) {
    if (nodesOf(context).agents.length === 0) return;
    for (const { variable = '' } of checksOf(context, 'no-server-flags'))
      for (const { definition } of countingFor(context, variable))
        for (const part of [definition, ...referred(context, definition)]) {
          const flag = serverFlags(part)[0];
          if (flag !== undefined && context.files.has(part.uri))
            yield {
              ...oneLine(context, part),
              message: msg(
                '{0} gives the agents --{1}, which only servers know: k3s agent stops with “flag provided but not defined”. Move it to the arguments of the servers.',
                part.name,
                flag,
              ),
            };
        }
  },
});

function referred({ model }: RuleContext, definition: VariableDefinition): readonly VariableDefinition[] {
  const text = scalarOf(definition)?.text ?? '';
  const names = Array.from(text.matchAll(/\{\{-?\s*([A-Za-z_]\w*)\s*-?\}\}/g), ([, name = '']) => name);
  return names.flatMap((name) => definitionsOf(model, name));
}

/** Outside of templates: what is inside may come to nothing, and so may what stands between statements. */
function serverFlags(definition: VariableDefinition): readonly string[] {
  const text = maskJinja(scalarOf(definition)?.text ?? '') ?? '';
  const flags = Array.from(text.matchAll(/(?:^|\s)--([a-z][a-z0-9-]*)/g), ([, flag = '']) => flag);
  return flags.filter((name) => {
    const flag = findFlag(name);
    return flag !== undefined && !takes('agent', flag);
  });
}
