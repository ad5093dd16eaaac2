// Notes what a migration leaves to a person, with its place in the inventory.

import { baseName } from '../../ansible/files/uri.ts';
import { definitionsAt } from '../../ansible/model/definitions.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { msg } from '../../text/message.ts';
import type { Draft, NewNames } from './draft.ts';

/** Adds a note to the draft for everything that is left to a person. */
export function noteManualSteps(draft: Draft, newNames: NewNames): void {
  const { context, dialect, notes } = draft;
  const { model, vaulted } = context;
  for (const { name, moved, becomes } of newNames.variables.values())
    for (const { uri, keySpan: span } of moved === undefined ? [] : definitionsAt(model, name))
      notes.push({
        kind: 'by-hand',
        message: { pattern: moved ?? '', values: [] },
        name: becomes,
        place: { uri, span },
      });
  if (dialect.token === undefined && definitionsOf(model, 'token').length === 0)
    notes.push({
      kind: 'by-hand',
      message: msg(
        'There is no token: a cluster that runs has it in /var/lib/rancher/k3s/server/node-token on its first server. Give it as “token”, encrypted, so that nodes can still join.',
      ),
    });
  const unseen = draft.variables.filter(
    ({ name, becomes }) =>
      becomes !== undefined && becomes !== name && definitionsOf(model, name).length === 0,
  );
  const pairs = unseen.map(({ name, becomes }) => `${name} → ${becomes}`).join(', ');
  for (const uri of pairs === '' ? [] : vaulted.keys())
    notes.push({
      kind: 'by-hand',
      message: msg(
        '{0} is encrypted as a whole, and copied as it is. Rename what is in it of these: {1}.',
        baseName(uri),
        pairs,
      ),
      place: { uri, span: { start: 0, end: 0 } },
    });
  for (const { uri, reason, isBeside } of model.unknowns)
    if (!isBeside && !vaulted.has(uri) && reason !== 'play')
      notes.push({
        kind: 'by-hand',
        message: msg('{0} cannot be read here, and is not copied.', baseName(uri)),
        place: { uri, span: { start: 0, end: 0 } },
      });
}
