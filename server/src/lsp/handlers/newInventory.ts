// Answers `k3sInventory/newInventory`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { newInventory as write } from '../../core/index.ts';
import { newInventory } from '../../protocol/newInventory.ts';
import { fromLspNewInventory } from '../fromLsp.ts';
import type { Session } from '../session.ts';

/** The text of an inventory from a few answers. */
export function registerNewInventory({ connection }: Session): void {
  connection.onRequest(newInventory.name, (params: unknown) => {
    const request = fromLspNewInventory(params);
    return request
      ? { text: write(request.wish, request.sealed) }
      : new ResponseError(ErrorCodes.InvalidParams, `${newInventory.name}: parameters missing`);
  });
}
