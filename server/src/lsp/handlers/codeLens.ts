// Answers textDocument/codeLens.
import { answering } from '../answer.ts';
import type { Session } from '../session.ts';
import { toLspCodeLens } from '../toLspAssistance.ts';

/** A client without our commands gets the words only. */
export function registerCodeLens(session: Session): void {
  const { connection, documents, service, features } = session;
  connection.onCodeLens(
    answering(session, 'code lenses', [], async ({ textDocument: { uri } }) => {
      const version = documents.get(uri)?.version;
      const lenses = await service.codeLensesOf(uri);
      return lenses
        .filter(({ action, host }) => features.prompts || (action ?? host) === undefined)
        .map((lens) => toLspCodeLens(uri, version, lens));
    }),
  );
}
