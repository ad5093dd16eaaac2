// Answers `k3sInventory/topology`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { topology } from '../../protocol/topology.ts';
import { fromLspAirgapRequest } from '../fromLsp.ts';
import type { Session } from '../session.ts';

/** The picture, and the same in words, with the findings as the settings make them. */
export function registerTopology({ connection, service, settings }: Session): void {
  connection.onRequest(topology.name, async (params: unknown) => {
    const request = fromLspAirgapRequest(params);
    if (!request) return new ResponseError(ErrorCodes.InvalidParams, `${topology.name}: uri missing`);
    return (await service.topologyOf(request.uri, await settings.checksFor(request.uri))) ?? null;
  });
}
