// Completion among the arguments of K3s: the flags of its sub-command, and the values of flags with a choice.
import { choicesOf, type Flag, flagsFor } from '../../k3s/config/flags.ts';
import type { ArgumentCursor } from '../cursor/argumentCursor.ts';
import { describeFlag, flagTypeName } from '../wording/flagText.ts';
import type { CompletionEntry } from './completionEntry.ts';

/**
 * Flags that stand there already are left out, but for lists, which K3s takes repeatedly, and so are deprecated ones.
 */
export function completeArgument(cursor: ArgumentCursor): readonly CompletionEntry[] {
  const { flag, replace } = cursor;
  if (!flag)
    return flagsFor(cursor.scope)
      .filter(({ type, name, alias, deprecatedFor }) => {
        const isThere = cursor.taken.some((taken) => taken === name || taken === alias);
        return !deprecatedFor && (type === 'list' || !isThere);
      })
      .map((each) => entryFor(each, cursor));
  return choicesOf(flag).map((text, index) => ({
    label: text,
    kind: 'value',
    edit: { span: replace, newText: text },
    isSnippet: false,
    sortText: String(index).padStart(2, '0'),
  }));
}

const entryFor = (flag: Flag, { replace, hasEquals }: ArgumentCursor): CompletionEntry => ({
  label: `--${flag.name}`,
  kind: 'variable',
  // A switch needs no value, and takes one only behind `=`.
  edit: { span: replace, newText: `--${flag.name}${hasEquals || flag.type === 'boolean' ? '' : '='}` },
  isSnippet: false,
  detail: flagTypeName(flag),
  documentation: describeFlag(flag),
  // Flags that the role sets itself come last.
  sortText: (flag.setByRole ? '1' : '0') + flag.name,
});
