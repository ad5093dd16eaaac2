// A problem of the Jinja parser in the words of a finding, and the fix that inserts what is missing.
import type { ModelFile } from '../ansible/model/model.ts';
import type { Fix } from '../diagnostics/rule.ts';
import type { JinjaProblem } from '../jinja/problem.ts';
import type { TemplateRepair } from '../jinja/repair.ts';
import { bestRepair, type RepairOptions } from '../k3s/repairTemplate.ts';
import { type Message, msg } from '../text/message.ts';
import { editsInFile } from '../yaml/spanInFile.ts';
import type { YamlScalar } from '../yaml/tree.ts';

/** The parser's message, with what it expected. */
export function problemInWords({ message, expected, found }: JinjaProblem): Message {
  const saysWhat = message.values.includes(found) && message.values.includes(expected);
  return saysWhat ? message : msg('{0} Expected: {1}.', message, expected);
}

/** Fixes that insert what is missing, or remove what is too much, where that makes the template readable. */
export function repairFixes(
  { source }: Pick<ModelFile, 'source'>,
  scalar: YamlScalar,
  problem: JinjaProblem,
  options: RepairOptions,
): readonly Fix[] {
  const repair = bestRepair(scalar.text, problem, options);
  if (!repair) return [];
  return [
    {
      title: titleOf(repair, scalar.text),
      safety: 'unsafe',
      preferred: true,
      edits: () => editsInFile(source, scalar, repair.edits),
    },
  ];
}

function titleOf({ edits }: TemplateRepair, text: string): Message {
  const [first, ...more] = edits;
  const added = edits.map(({ newText }) => newText.trim());
  if (more.length > 0) return msg('Add what is missing: {0}', added.map((part) => `“${part}”`).join(', '));
  return first && first.newText === ''
    ? msg('Remove the “{0}” that is too much', text.slice(first.span.start, first.span.end))
    : msg('Add the missing “{0}”', added.join(''));
}
