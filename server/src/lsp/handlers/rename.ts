// Answers textDocument/prepareRename and textDocument/rename.
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { editFor } from '../forClient.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspInventoryEdit, toLspRange } from '../toLsp.ts';

const refuse = (message: string) => new ResponseError<never>(LSPErrorCodes.RequestFailed, message);

export function registerRename({ connection, service, features }: Session): void {
  connection.onPrepareRename(async ({ textDocument, position }) => {
    const target = await service.renameTargetAt(textDocument.uri, fromLspPosition(position));
    if (!target) return null;
    if ('refused' in target) throw refuse(target.refused);
    return { range: toLspRange(target), placeholder: target.name };
  });

  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const options = { canRenameFiles: features.renamesFiles };
    const made = await service.renameAt(textDocument.uri, fromLspPosition(position), newName, options);
    if (!made) return null;
    if ('refused' in made) throw refuse(made.refused);
    return editFor(toLspInventoryEdit(made), features);
  });
}
