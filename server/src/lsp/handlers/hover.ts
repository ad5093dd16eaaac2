import { answering } from '../answer.ts';
import { documentationFor } from '../forClient.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspRange } from '../toLsp.ts';

export function registerHover(session: Session): void {
  const { connection, service, features } = session;
  connection.onHover(
    answering(session, 'hover', null, async ({ textDocument, position }) => {
      const hover = await service.hoverAt(textDocument.uri, fromLspPosition(position));
      return hover
        ? { range: toLspRange(hover), contents: documentationFor(hover.markdown, features.hoverFormat) }
        : null;
    }),
  );
}
