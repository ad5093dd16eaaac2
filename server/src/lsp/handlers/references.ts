// Answers textDocument/references.
import { answering } from '../answer.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspLocation } from '../toLsp.ts';

export function registerReferences(session: Session): void {
  const { connection, service } = session;
  connection.onReferences(
    answering(session, 'references', [], async ({ textDocument, position, context }) => {
      const options = { includeDefinitions: context.includeDeclaration };
      const places = await service.referencesAt(textDocument.uri, fromLspPosition(position), options);
      return places.map(toLspLocation);
    }),
  );
}
