// The airgap report of an inventory, row by row in the user's language, and at its end what to download. Joins the
// workspace and the audit; knows no protocol and no terminal.

import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { createSnapshot } from '../ansible/files/snapshot.ts';
import { runRules } from '../diagnostics/runRules.ts';
import { type AuditOptions, auditInventory, wantedRelease } from '../features/airgap/airgapAudit.ts';
import type { AuditedFiles } from '../k3s/airgap/audit.ts';
import type { ByteSource } from '../k3s/airgap/byteSource.ts';
import { type Download, downloadList, downloadScript, downloadText } from '../k3s/airgap/downloads.ts';
import type { AuditRow, RowState } from '../k3s/airgap/rows.ts';
import { rules } from '../rules/index.ts';
import { type Analysis, createWorkspace } from '../session/workspace.ts';
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';

/** A row of the audit in the user’s language. */
export interface ReportRow extends Omit<AuditRow, 'requirement' | 'reason' | 'wants' | 'isAdvice' | 'asks'> {
  readonly requirement: string;
  readonly reason: string;
}

/** The verdict over all rows, with what has to be downloaded. */
export interface ReportEnd {
  /** Everything that is needed is known to be there. */
  readonly isReady: boolean;
  /** Nothing is missing or wrong, but something that is needed cannot be determined here. */
  readonly isUnsure: boolean;
  /** The requirements that cannot be determined here, each once. */
  readonly unknown: readonly string[];
  readonly downloads: readonly Download[];
  /** The same in text, one line each; empty when nothing has to be downloaded. */
  readonly list: string;
  /** The same as a shell script; empty when nothing has to be downloaded. */
  readonly script: string;
  readonly notes: readonly string[];
  /** If the folder of the playbook were known, more could be determined. */
  readonly asksPlaybookFolder: boolean;
}

/** The airgap audit as editors and the command line ask for it. */
export interface AirgapReports {
  /**
   * Rows as they become known; of two with one id the later counts. The end comes last, also after cancelling. Nothing
   * at all where the document is no inventory of k3s-ansible.
   */
  report(
    target: string | InventoryRequest,
    options?: AuditOptions,
  ): AsyncGenerator<ReportRow | ReportEnd, void, undefined>;
}

/** Distinguishes what {@link AirgapReports.report} yields. */
export const isReportEnd = (item: ReportRow | ReportEnd): item is ReportEnd => 'isReady' in item;

/** A row with the id of an earlier one replaces it. Inventories of other projects have no rows. */
export function createAirgapReports(
  fileSystem: FileSystem,
  bytes: ByteSource,
  bundle: Bundle = {},
): AirgapReports {
  const translate = (message: Message): string => formatMessage(message, bundle);
  return {
    async *report(target, options = {}) {
      const [analysis] = await createWorkspace(fileSystem).analyze(target);
      if (analysis?.recognition.kind !== 'k3s-ansible') return;
      const audited: AuditedFiles = { fileSystem: createSnapshot(fileSystem), bytes };
      const rows = new Map<string, AuditRow>();
      for await (const row of auditInventory(analysis.context, audited, options)) {
        rows.set(row.id, row);
        yield toReportRow(row, translate);
      }
      for (const row of errorRows(analysis)) {
        rows.set(row.id, row);
        yield toReportRow(row, translate);
      }
      yield endOf([...rows.values()], wantedRelease(analysis.context), translate);
    },
  };
}

function toReportRow(
  { wants, isAdvice, asks, ...row }: AuditRow,
  translate: (message: Message) => string,
): ReportRow {
  return { ...row, requirement: translate(row.requirement), reason: translate(row.reason) };
}

/** Rules whose findings the audit repeats in more detail. */
const OF_AUDIT = /^airgap-|^k3s-version-missing$/;

/** Every error that `check` finds prevents the installation. */
function errorRows({ context }: Analysis): readonly AuditRow[] {
  const options = { settings: {}, onRuleError: () => undefined };
  const errors = runRules(rules, context, options).filter(
    ({ severity, ruleId }) => severity === 'error' && !OF_AUDIT.test(ruleId),
  );
  return errors.map(({ ruleId, uri, span, message }) => ({
    id: `error:${ruleId}:${uri}:${span.start}`,
    requirement: msg('Inventory'),
    state: 'wrong',
    reason: msg('{0} ({1})', message, ruleId),
    hosts: [],
    file: uri,
  }));
}

const BAD: ReadonlySet<RowState> = new Set(['missing', 'wrong']);

function endOf(
  rows: readonly AuditRow[],
  version: string | undefined,
  translate: (message: Message) => string,
): ReportEnd {
  const list = downloadList(rows, version);
  const notes = list.notes.map(translate);
  const header = translate(msg('What the airgap folder lacks. Usage: sh FILE FOLDER'));
  const isEmpty = list.downloads.length === 0;
  const isBad = rows.some(({ state }) => BAD.has(state));
  const open = rows.filter(({ state, isAdvice }) => state === 'unknown' && !isAdvice);
  return {
    isReady: !isBad && open.length === 0,
    isUnsure: !isBad && open.length > 0,
    unknown: [...new Set(open.map(({ requirement }) => translate(requirement)))],
    downloads: list.downloads,
    list: isEmpty ? '' : downloadText(list),
    script: isEmpty ? '' : downloadScript(list, [header, ...notes]),
    notes,
    asksPlaybookFolder: rows.some(({ asks }) => asks === 'playbook-folder'),
  };
}
