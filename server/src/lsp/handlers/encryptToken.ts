import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { fromLspEncryptRequest } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspWorkspaceEdit } from '../toLsp.ts';

/** `k3sInventory/encryptToken`: the client has asked for the password, the server makes the edit. Never logged. */
export function registerEncryptToken({ connection, service }: Session): void {
  connection.onRequest('k3sInventory/encryptToken', async (params: unknown) => {
    const request = fromLspEncryptRequest(params);
    if (!request)
      return new ResponseError(ErrorCodes.InvalidParams, 'k3sInventory/encryptToken: parameters missing');
    const outcome = await service.encryptToken(request);
    return 'refused' in outcome ? outcome : { edit: toLspWorkspaceEdit(request.uri, outcome) };
  });
}
