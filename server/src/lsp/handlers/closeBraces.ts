import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspTextEdit } from '../toLspAssistance.ts';

export function registerCloseBraces({ connection, service }: Session): void {
  connection.onDocumentOnTypeFormatting(async ({ textDocument, position }) => {
    const edit = await service.closeBracesAt(textDocument.uri, fromLspPosition(position));
    return edit ? [toLspTextEdit(edit)] : [];
  });
}
