// Answers textDocument/inlayHint.

import { answering } from '../answer.ts';
import { fromLspRange } from '../fromLsp.ts';
import { logRefusal } from '../logRefusal.ts';
import type { Session } from '../session.ts';
import { toLspInlayHint } from '../toLspAssistance.ts';

export function registerInlayHint(session: Session): void {
  const { connection, documents, features, service, settings } = session;
  connection.languages.inlayHint.on(
    answering(session, 'inlay hints', [], async ({ textDocument: { uri }, range }) => {
      if (!(await settings.hasInlayHints(uri))) return [];
      return (await service.inlayHintsIn(uri, fromLspRange(range))).map((hint) =>
        toLspInlayHint(hint, features.hoverFormat === 'markdown'),
      );
    }),
  );
  // A client requests hints again for the document that is typed in, but not for others that get values from it.
  documents.onDidSave(() => refreshInlayHints(session));
  settings.onDidChange(() => refreshInlayHints(session));
}

/** Asks the client to request hints again, if it supports that. */
export function refreshInlayHints({ connection, features }: Session): void {
  if (features.refreshesInlayHints)
    logRefusal(connection, 'to request inlay hints again', connection.languages.inlayHint.refresh());
}
