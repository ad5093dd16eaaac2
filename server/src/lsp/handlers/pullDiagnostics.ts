// For clients that ask for findings themselves: of a document with the files of its inventory, or of the workspace.

import {
  type Connection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { fingerprint } from '../../core/index.ts';
import { diagnosticFor } from '../forClient.ts';
import { logRefusal } from '../logRefusal.ts';
import type { Session } from '../session.ts';
import type { FindingsByFile } from '../shownFindings.ts';
import { checkWorkspace } from '../workspaceFindings.ts';

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/** Nothing is kept between requests: whether a report is unchanged is seen from the hash that the client sends back. */
export function registerPullDiagnostics(session: Session): void {
  const { connection, documents, features, service, settings, steady } = session;
  if (!features.pullsDiagnostics) return;
  const forClient = (findings: FindingsByFile): FindingsByFile =>
    new Map([...findings].map(([uri, found]) => [uri, found.map((one) => diagnosticFor(one, features))]));
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }) => {
    const findings = forClient(steady.of(uri, await service.check(uri, await settings.checksFor(uri))));
    const report = reportOf(findings.get(uri) ?? [], previousResultId);
    const isAlone = !features.relatedDocuments || (await settings.scopeFor(uri)) === 'openFiles';
    if (isAlone) return report;
    const related = [...findings].filter(([other]) => other !== uri);
    return {
      ...report,
      relatedDocuments: Object.fromEntries(related.map(([other, found]) => [other, reportOf(found)])),
    };
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) => {
    const findings = forClient(await checkWorkspace(session));
    const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    // A file without findings is reported as well: the client keeps what it has of files that no report names.
    const removed = [...before.keys()].filter((uri) => !findings.has(uri));
    const all: (readonly [string, readonly Diagnostic[]])[] = [
      ...findings,
      ...removed.map((uri) => [uri, []] as const),
    ];
    return {
      items: all.map(([uri, found]) => ({
        ...reportOf(found, before.get(uri)),
        uri,
        version: documents.get(uri)?.version ?? null,
      })),
    };
  });
}

/** Asks the client to request findings again: it does not see changes on the disk or in other documents. */
export function refreshDiagnostics({ features }: Session, connection: Connection): void {
  if (!features.refreshesDiagnostics) return;
  const asked = connection.sendRequest(DiagnosticRefreshRequest.type);
  logRefusal(connection, 'to request findings again', asked);
}

function reportOf(found: readonly Diagnostic[], previous?: string): Report {
  const resultId = resultIdOf(JSON.stringify(found));
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...found] };
}

const resultIdOf = (text: string): string => `${text.length}-${fingerprint(text)}`;
