// How a key is written at the cursor.
import type { KeyCursor } from '../cursor/cursor.ts';
import type { CompletionEntry } from './completionEntry.ts';

/** Writes `key: value` with the indentation of its siblings. */
export function keyEdit(
  cursor: KeyCursor,
  key: string,
  value: string,
): Pick<CompletionEntry, 'label' | 'edit' | 'isSnippet' | 'filterText'> {
  const indent = cursor.reindents ? ' '.repeat(cursor.indent) : '';
  const rest = cursor.hasColon
    ? ''
    : value === ''
      ? ':'
      : value.startsWith('\n')
        ? `:${value}`
        : `: ${value}`;
  return {
    label: key,
    edit: { span: cursor.replace, newText: indent + key + rest },
    isSnippet: rest.includes('$'),
    // An editor compares with what is replaced, so leading blanks must be there too.
    ...(cursor.reindents && { filterText: cursor.replaced + key }),
  };
}
