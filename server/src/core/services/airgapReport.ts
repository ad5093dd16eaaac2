// The airgap report of an inventory, row by row in the reader's language, with what is to be fetched at its end.
// Joins the workspace and the audit; knows no protocol and no terminal.

import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import type { Host } from '../ansible/files/host.ts';
import { createSnapshot } from '../ansible/files/snapshot.ts';
import { type AuditOptions, auditInventory, wantedRelease } from '../features/airgap/airgapAudit.ts';
import type { AuditWorld } from '../k3s/airgap/audit.ts';
import type { ByteSource } from '../k3s/airgap/byteSource.ts';
import { type Download, downloadList, downloadScript, downloadText } from '../k3s/airgap/downloads.ts';
import type { AuditRow, RowState } from '../k3s/airgap/rows.ts';
import { createWorkspace } from '../session/workspace.ts';
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';

export interface ReportRow extends Omit<AuditRow, 'requirement' | 'reason' | 'wants'> {
  readonly requirement: string;
  readonly reason: string;
}

export interface ReportEnd {
  /** Nothing is missing or wrong; what cannot be known counts for neither. */
  readonly isReady: boolean;
  readonly downloads: readonly Download[];
  /** The same in text, one line each; empty when nothing is to be fetched. */
  readonly list: string;
  /** The same as a shell script; empty when nothing is to be fetched. */
  readonly script: string;
  readonly notes: readonly string[];
}

export interface AirgapReports {
  /**
   * Rows as they become known; of two with one id the later counts. The end comes last, also when it was cancelled.
   * Nothing at all where the document is no inventory of k3s-ansible.
   */
  report(
    target: string | InventoryRequest,
    options?: AuditOptions,
  ): AsyncGenerator<ReportRow | ReportEnd, void, undefined>;
}

export const isReportEnd = (item: ReportRow | ReportEnd): item is ReportEnd => 'isReady' in item;

export function createAirgapReports(host: Host, bytes: ByteSource, bundle: Bundle = {}): AirgapReports {
  const say = (message: Message): string => formatMessage(message, bundle);
  return {
    async *report(target, options = {}) {
      const [analysis] = await createWorkspace(host).analyze(target);
      if (analysis?.recognition.kind !== 'k3s-ansible') return;
      const world: AuditWorld = { host: createSnapshot(host), bytes };
      const rows = new Map<string, AuditRow>();
      for await (const row of auditInventory(analysis.context, world, options)) {
        rows.set(row.id, row);
        yield toReportRow(row, say);
      }
      yield endOf([...rows.values()], wantedRelease(analysis.context), say);
    },
  };
}

function toReportRow({ wants, ...row }: AuditRow, say: (message: Message) => string): ReportRow {
  return { ...row, requirement: say(row.requirement), reason: say(row.reason) };
}

const BAD: ReadonlySet<RowState> = new Set(['missing', 'wrong']);

function endOf(
  rows: readonly AuditRow[],
  version: string | undefined,
  say: (message: Message) => string,
): ReportEnd {
  const list = downloadList(rows, version);
  const notes = list.notes.map(say);
  const header = say(msg('What the airgap folder lacks. Usage: sh FILE FOLDER'));
  const isEmpty = list.downloads.length === 0;
  return {
    isReady: !rows.some(({ state }) => BAD.has(state)),
    downloads: list.downloads,
    list: isEmpty ? '' : downloadText(list),
    script: isEmpty ? '' : downloadScript(list, [header, ...notes]),
    notes,
  };
}
