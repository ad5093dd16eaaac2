// Answers `k3sInventory/migrationPlan`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { migrateInventory, migrationMarkdown } from '../../core/index.ts';
import { migrationPlan } from '../../protocol/migration.ts';
import { fromLspAirgapRequest } from '../fromLsp.ts';
import { createOverlayFileSystem } from '../overlayFileSystem.ts';
import type { Session } from '../session.ts';

/** What the inventory of a document becomes in the layout of k3s-ansible, what is typed included. */
export function registerMigration({ connection, documents, disk, bundle }: Session): void {
  connection.onRequest(migrationPlan.name, async (params: unknown) => {
    const request = fromLspAirgapRequest(params);
    if (!request) return new ResponseError(ErrorCodes.InvalidParams, `${migrationPlan.name}: uri missing`);
    const fileSystem = createOverlayFileSystem(documents, disk);
    const answer = await migrateInventory(fileSystem, request.uri, { bundle });
    if (!answer) return null;
    if ('refused' in answer) return answer;
    return {
      folder: answer.folder,
      files: answer.files.map(({ from, path, text }) => ({ from, path, text })),
      markdown: migrationMarkdown(answer, bundle),
    };
  });
}
