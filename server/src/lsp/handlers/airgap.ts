// Answers `k3sInventory/airgapReport`.
import { ErrorCodes, ProgressType, ResponseError } from 'vscode-languageserver';
import { type AirgapReports, createAirgapReports, isReportEnd, type ReportRow } from '../../core/index.ts';
import {
  type AirgapAnswer,
  type AirgapParams,
  type AirgapProgress,
  airgapReport,
} from '../../protocol/airgap.ts';
import { fromLspAirgapRequest } from '../fromLsp.ts';
import { createOverlayFileSystem } from '../overlayFileSystem.ts';
import type { Session } from '../session.ts';

const PROGRESS = new ProgressType<AirgapProgress>();
/** Bytes between two progress reports of hashing: enough for a smooth bar. */
const STEP = 16 * 1024 * 1024;

/** The airgap report of the inventory that a document belongs to; `null` where it belongs to none. Always from the disk. */
export function registerAirgap({ connection, documents, disk, bytes, bundle }: Session): void {
  connection.onRequest(airgapReport.name, async (params: unknown, token) => {
    const request = fromLspAirgapRequest(params);
    if (!request) return new ResponseError(ErrorCodes.InvalidParams, `${airgapReport.name}: uri missing`);
    const fileSystem = createOverlayFileSystem(documents, disk);
    const reports = createAirgapReports(fileSystem, bytes, bundle);
    const send = (progress: AirgapProgress): void => {
      const { partialResultToken } = request;
      if (partialResultToken !== undefined)
        void connection.sendProgress(PROGRESS, partialResultToken, progress);
    };
    return (
      (await collect(reports, request, { send, isCancelled: () => token.isCancellationRequested })) ?? null
    );
  });
}

interface Watcher {
  readonly send: (progress: AirgapProgress) => void;
  readonly isCancelled: () => boolean;
}

async function collect(
  reports: AirgapReports,
  { uri, playbookFolder }: AirgapParams,
  { send, isCancelled }: Watcher,
): Promise<AirgapAnswer | undefined> {
  const rows = new Map<string, ReportRow>();
  let next = 0;
  const onProgress = (done: number, total: number): void => {
    if (done < next && done < total) return;
    next = done + STEP;
    send({ done, total });
  };
  const options = { isCancelled, onProgress, ...(playbookFolder !== undefined && { playbookFolder }) };
  for await (const item of reports.report(uri, options)) {
    if (isReportEnd(item)) return { rows: [...rows.values()], end: item };
    rows.set(item.id, item);
    send({ row: item });
  }
  return undefined;
}
