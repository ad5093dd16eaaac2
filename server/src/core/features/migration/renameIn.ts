// New names in one file: where groups and variables are defined, listed, and named in templates.
import type { ModelFile } from '../../ansible/model/model.ts';
import type { Reference } from '../../ansible/templates/references.ts';
import { msg } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { type Draft, edit, type NewNames } from './draft.ts';

/** Replaces a name only where it is written out; a name with escapes or split over lines is left to the user. */
export function renameIn(draft: Draft, { source }: ModelFile, newNames: NewNames): void {
  const made: TextEdit[] = [];
  for (const reference of draft.names.get(source.uri)?.references ?? []) {
    const { kind, name, span, role } = reference;
    const becomes = newNameOf(reference, newNames);
    if (becomes === undefined || becomes === name) continue;
    const place = { uri: source.uri, span };
    const isWritten = source.slice(span.start, span.end) === name;
    if (isWritten) made.push({ span, newText: becomes });
    else
      draft.notes.push({
        kind: 'by-hand',
        message: msg('Here {0} has to become {1} by hand.', name, becomes),
        place,
      });
    if (isWritten && role === 'definition')
      draft.notes.push({
        kind: 'renamed',
        message: kind === 'group' ? msg('group {0} → {1}', name, becomes) : msg('{0} → {1}', name, becomes),
        place,
      });
  }
  if (made.length > 0) edit(draft, source.uri, made);
}

function newNameOf({ kind, name }: Reference, { groups, variables }: NewNames): string | undefined {
  if (kind === 'group') return groups.get(name);
  return kind === 'variable' ? variables.get(name)?.becomes : undefined;
}
