// Answers textDocument/inlayHint.
import { answering } from '../answer.ts';
import { fromLspRange } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspInlayHint } from '../toLspAssistance.ts';

export function registerInlayHints(session: Session): void {
  const { connection, documents, features, service, settings } = session;
  connection.languages.inlayHint.on(
    answering(session, 'inlay hints', [], async ({ textDocument: { uri }, range }) => {
      if (!(await settings.hasInlayHints(uri))) return [];
      return (await service.inlayHintsIn(uri, fromLspRange(range))).map((hint) =>
        toLspInlayHint(hint, features.hoverFormat === 'markdown'),
      );
    }),
  );
  // A client asks again for the document that is typed in, and cannot know of the others that take values from it.
  documents.onDidSave(() => refreshInlayHints(session));
  settings.onDidChange(() => refreshInlayHints(session));
}

/** Lets the client ask again, if it can be told to. */
export function refreshInlayHints({ connection, features }: Session): void {
  if (features.refreshesInlayHints) void connection.languages.inlayHint.refresh();
}
