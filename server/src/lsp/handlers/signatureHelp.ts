import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSignatureHelp } from '../toLspAssistance.ts';

export function registerSignatureHelp({ connection, service }: Session): void {
  connection.onSignatureHelp(async ({ textDocument, position }) => {
    const signature = await service.signatureAt(textDocument.uri, fromLspPosition(position));
    return signature ? toLspSignatureHelp(signature) : null;
  });
}
