// Answers textDocument/codeLens.
import { answering } from '../answer.ts';
import type { Session } from '../session.ts';
import { toLspCodeLens } from '../toLspAssistance.ts';

/** A client that cannot ask for a password gets no lenses that would need one. */
export function registerCodeLenses(session: Session): void {
  const { connection, documents, service, features } = session;
  connection.onCodeLens(
    answering(session, 'code lenses', [], async ({ textDocument: { uri } }) => {
      const version = documents.get(uri)?.version;
      const lenses = await service.codeLensesOf(uri);
      return lenses
        .filter(({ action }) => features.prompts || action === undefined)
        .map((lens) => toLspCodeLens(uri, version, lens));
    }),
  );
}
