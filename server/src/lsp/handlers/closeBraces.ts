// Answers textDocument/onTypeFormatting: adds ` }}` behind `{{ `.
import { answering } from '../answer.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspTextEdit } from '../toLspAssistance.ts';

export function registerCloseBraces(session: Session): void {
  const { connection, service } = session;
  connection.onDocumentOnTypeFormatting(
    answering(session, 'closing braces', [], async ({ textDocument, position }) => {
      const edit = await service.closeBracesAt(textDocument.uri, fromLspPosition(position));
      return edit ? [toLspTextEdit(edit)] : [];
    }),
  );
}
