import { scalarOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { checksOf, countingFor } from '../../k3s/dialects/checks.ts';
import { append } from '../../text/append.ts';
import { msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const neededFlagsLost = defineRule({
  id: 'needed-flags-lost',
  severity: 'warning',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('Arguments replace those of the sample, and leave out one that the cluster needs'),
  why: msg(
    'The project gives K3s what is in the variable, and nothing besides: the flags that make its parts fit together stand in the sample inventory only.\nWhoever replaces the text loses them without a word.\nRepeat the flag in the new text.\nThe rule reads the text and the variables it refers to, and is silent where one of these is not in sight.',
  ),
  *check(context) {
    for (const { variable = '', flags = [], loss = '' } of checksOf(context, 'flags-kept'))
      for (const { definition } of countingFor(context, variable)) {
        const text = wholeText(context.model, definition);
        const lost = text === undefined ? [] : flags.filter((flag) => !hasFlag(text, flag));
        if (lost.length > 0)
          yield {
            ...oneLine(context, definition),
            message: msg('{0} lacks {1}: {2}', variable, lost.join(', '), { pattern: loss, values: [] }),
          };
      }
  },
});

/** The text with those of the variables that it refers to; `undefined` where one of them is not known. */
function wholeText(model: InventoryModel, definition: VariableDefinition): string | undefined {
  const { text, type } = scalarOf(definition) ?? {};
  if (text === undefined || type === 'vault') return undefined;
  const parts = [text];
  for (const [, name = ''] of text.matchAll(/\{\{-?\s*([A-Za-z_]\w*)\s*-?\}\}/g)) {
    const definitions = definitionsOf(model, name);
    if (definitions.length === 0 || definitions.some((one) => scalarOf(one)?.type === 'vault'))
      return undefined;
    append(
      parts,
      definitions.map((one) => scalarOf(one)?.text ?? ''),
    );
  }
  return parts.join(' ');
}

/** `--flag`, or `--flag value`, also as `--flag=value` and among others after a comma. */
function hasFlag(text: string, wanted: string): boolean {
  const [flag = '', value] = wanted.split(' ');
  const words = text.split(/[\s=]+/);
  return words.some((word, index) => {
    // As it was called until K3s 1.25.
    if (word !== flag && !(flag === '--disable' && word === '--no-deploy')) return false;
    const given = (words[index + 1] ?? '').replace(/["']/g, '').split(',');
    return value === undefined || given.includes(value);
  });
}
