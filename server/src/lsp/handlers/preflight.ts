// Answers `k3sInventory/preflight`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { preflight, preflightMarkdown, shellLine } from '../../core/index.ts';
import { type PreflightText, preflightReport } from '../../protocol/preflight.ts';
import { fromLspAirgapRequest } from '../fromLsp.ts';
import { openedFolders } from '../openedFolders.ts';
import { createOverlayFileSystem } from '../overlayFileSystem.ts';
import type { Session } from '../session.ts';

/** Whether the play can be run with the inventory that a document belongs to, what is typed included. */
export function registerPreflight(session: Session): void {
  const { connection, documents, disk, bytes, bundle } = session;
  connection.onRequest(
    preflightReport.name,
    async (params: unknown): Promise<PreflightText | ResponseError<void> | null> => {
      const request = fromLspAirgapRequest(params);
      if (!request)
        return new ResponseError(ErrorCodes.InvalidParams, `${preflightReport.name}: uri missing`);
      const fileSystem = createOverlayFileSystem(documents, disk);
      const { uri, playbookFolder } = request;
      const folder = (await openedFolders(session))
        .filter((one) => uri.startsWith(`${one}/`))
        .sort((a, b) => b.length - a.length)[0];
      const options = {
        bundle,
        bytes,
        ...(playbookFolder !== undefined && { playbookFolder }),
        ...(folder !== undefined && { folder }),
      };
      const answer = await preflight(fileSystem, uri, options);
      if (!answer) return null;
      const { verdict, command } = answer;
      return { verdict, markdown: preflightMarkdown(answer, bundle), command: shellLine(command) };
    },
  );
}
