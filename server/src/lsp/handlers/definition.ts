// Answers textDocument/definition.
import { answering } from '../answer.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspLocation } from '../toLsp.ts';

export function registerDefinition(session: Session): void {
  const { connection, service } = session;
  connection.onDefinition(
    answering(session, 'definition', [], async ({ textDocument, position }) => {
      const places = await service.definitionsAt(textDocument.uri, fromLspPosition(position));
      return places.map(toLspLocation);
    }),
  );
}
