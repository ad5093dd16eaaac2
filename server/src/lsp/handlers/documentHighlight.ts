// Answers textDocument/documentHighlight.
import { answering } from '../answer.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspHighlight } from '../toLsp.ts';

export function registerDocumentHighlight(session: Session): void {
  const { connection, service } = session;
  connection.onDocumentHighlight(
    answering(session, 'highlights', [], async ({ textDocument, position }) => {
      const places = await service.highlightsAt(textDocument.uri, fromLspPosition(position));
      return places.map(toLspHighlight);
    }),
  );
}
