// Answers textDocument/signatureHelp.
import { answering } from '../answer.ts';
import { signatureFor } from '../forClient.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSignatureHelp } from '../toLspAssistance.ts';

export function registerSignatureHelp(session: Session): void {
  const { connection, service, features } = session;
  connection.onSignatureHelp(
    answering(session, 'signature', null, async ({ textDocument, position }) => {
      const signature = await service.signatureAt(textDocument.uri, fromLspPosition(position));
      return signature ? signatureFor(toLspSignatureHelp(signature), features) : null;
    }),
  );
}
