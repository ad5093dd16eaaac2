import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { checksOf, countingFor } from '../../k3s/dialects/checks.ts';
import { msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const variablesExclusive = defineRule({
  id: 'variables-exclusive',
  severity: 'warning',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('Of two variables only one counts, and both are given'),
  why: msg(
    'Some variables choose between ways of doing one thing, such as the network plugin: as soon as the first one is defined, the roles pass over the other without a word.\nWhoever reads the inventory later takes the wrong one for what is installed.\nRemove the one that is not meant; defining it as empty does not remove it.',
  ),
  *check(context) {
    for (const { variables = [] } of checksOf(context, 'exclusive')) {
      const [first = '', ...others] = variables;
      const [wins] = countingFor(context, first);
      if (!wins) continue;
      for (const name of others)
        for (const { definition } of countingFor(context, name))
          if (literalOf(definition)?.text.trim() !== '')
            yield {
              ...oneLine(context, definition),
              message: msg(
                '{0} does nothing, because {1} is defined as well, and that one counts. Remove the one that is not meant.',
                name,
                first,
              ),
              related: [{ ...oneLine(context, wins.definition), message: msg('{0} is defined here', first) }],
            };
    }
  },
});
