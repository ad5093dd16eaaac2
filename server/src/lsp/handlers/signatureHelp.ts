import { signatureFor } from '../forClient.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSignatureHelp } from '../toLspAssistance.ts';

export function registerSignatureHelp({ connection, service, features }: Session): void {
  connection.onSignatureHelp(async ({ textDocument, position }) => {
    const signature = await service.signatureAt(textDocument.uri, fromLspPosition(position));
    return signature ? signatureFor(toLspSignatureHelp(signature), features) : null;
  });
}
