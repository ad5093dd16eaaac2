import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspLocation } from '../toLsp.ts';

export function registerDefinition({ connection, service }: Session): void {
  connection.onDefinition(async ({ textDocument, position }) => {
    const places = await service.definitionsAt(textDocument.uri, fromLspPosition(position));
    return places.map(toLspLocation);
  });
}
