// Answers `k3sInventory/documentStatus`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { documentStatus } from '../../protocol/status.ts';
import { fromLspAirgapRequest } from '../fromLsp.ts';
import type { Session } from '../session.ts';

/** What a document is taken for, for a status bar. */
export function registerDocumentStatus({ connection, service }: Session): void {
  connection.onRequest(documentStatus.name, async (params: unknown) => {
    const request = fromLspAirgapRequest(params);
    return request
      ? service.statusOf(request.uri)
      : new ResponseError(ErrorCodes.InvalidParams, `${documentStatus.name}: uri missing`);
  });
}
