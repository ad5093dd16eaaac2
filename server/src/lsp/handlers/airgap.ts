import { ErrorCodes, ProgressType, ResponseError } from 'vscode-languageserver';
import {
  type AirgapReports,
  createAirgapReports,
  isReportEnd,
  type ReportEnd,
  type ReportRow,
} from '../../core/index.ts';
import { createDiskBytes } from '../../node/diskBytes.ts';
import { createDiskHost } from '../../node/diskHost.ts';
import { createEditorHost } from '../editorHost.ts';
import { type AirgapRequest, fromLspAirgapRequest } from '../fromLsp.ts';
import type { Session } from '../session.ts';

/** What is sent while the request is being answered, under its `partialResultToken`. */
type AirgapProgress = { readonly row: ReportRow } | { readonly done: number; readonly total: number };

interface AirgapAnswer {
  /** Of two rows with one id, the later. */
  readonly rows: readonly ReportRow[];
  readonly end: ReportEnd;
}

const PROGRESS = new ProgressType<AirgapProgress>();
/** Between two reports of how far hashing is: enough for a bar that moves, and no more. */
const STEP = 16 * 1024 * 1024;

/** The airgap report of the inventory that a document belongs to; `null` where it belongs to none. Always from the disk. */
export function registerAirgap({ connection, documents, bundle }: Session): void {
  connection.onRequest('k3sInventory/airgapReport', async (params: unknown, token) => {
    const request = fromLspAirgapRequest(params);
    if (!request)
      return new ResponseError(ErrorCodes.InvalidParams, 'k3sInventory/airgapReport: uri missing');
    const host = createEditorHost(documents, createDiskHost());
    const reports = createAirgapReports(host, createDiskBytes(), bundle);
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
  { uri }: AirgapRequest,
  { send, isCancelled }: Watcher,
): Promise<AirgapAnswer | undefined> {
  const rows = new Map<string, ReportRow>();
  let next = 0;
  const onProgress = (done: number, total: number): void => {
    if (done < next && done < total) return;
    next = done + STEP;
    send({ done, total });
  };
  for await (const item of reports.report(uri, { isCancelled, onProgress })) {
    if (isReportEnd(item)) return { rows: [...rows.values()], end: item };
    rows.set(item.id, item);
    send({ row: item });
  }
  return undefined;
}
