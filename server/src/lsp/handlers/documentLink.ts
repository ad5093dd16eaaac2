// Answers textDocument/documentLink.
import { answering } from '../answer.ts';
import type { Session } from '../session.ts';
import { toLspDocumentLink } from '../toLsp.ts';

export function registerDocumentLink(session: Session): void {
  const { connection, service } = session;
  connection.onDocumentLinks(
    answering(session, 'links', [], async ({ textDocument }) => {
      const links = await service.linksOf(textDocument.uri);
      return links.map(toLspDocumentLink);
    }),
  );
}
