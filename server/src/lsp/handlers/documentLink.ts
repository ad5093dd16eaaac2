import type { Session } from '../session.ts';
import { toLspDocumentLink } from '../toLsp.ts';

export function registerDocumentLinks({ connection, service }: Session): void {
  connection.onDocumentLinks(async ({ textDocument }) => {
    const links = await service.linksOf(textDocument.uri);
    return links.map(toLspDocumentLink);
  });
}
