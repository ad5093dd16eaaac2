import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspHighlight } from '../toLsp.ts';

export function registerHighlights({ connection, service }: Session): void {
  connection.onDocumentHighlight(async ({ textDocument, position }) => {
    const places = await service.highlightsAt(textDocument.uri, fromLspPosition(position));
    return places.map(toLspHighlight);
  });
}
