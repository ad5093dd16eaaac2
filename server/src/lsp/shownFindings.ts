// The findings that an editor shows of files that are not open, found through open documents or in the whole workspace.
// Only differences to what is shown are sent.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { CheckResult } from '../core/index.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { diagnosticFor } from './forClient.ts';
import { toLspDiagnostic } from './toLsp.ts';

/** Findings by file. */
export type FindingsByFile = ReadonlyMap<string, readonly Diagnostic[]>;

export interface ShownFindings {
  /** The findings from the check of an open document, in it and in other files. */
  set(open: string, findings: FindingsByFile): void;
  forget(open: string): void;
  /** The findings in the workspace, for files about which no open document has any. */
  setWorkspace(findings: FindingsByFile): void;
  /** Updates what is shown of all files for which `isOpen` is false. */
  publish(isOpen: (uri: string) => boolean): void;
}

/** Every file that was read has an entry, so that "none" can be distinguished from "not known". */
export function findingsByFile({
  files,
  diagnoses,
}: Pick<CheckResult, 'files' | 'diagnoses'>): FindingsByFile {
  const found = new Map<string, Diagnostic[]>(files.map((uri) => [uri, []]));
  for (const diagnosis of diagnoses) {
    const others = found.get(diagnosis.uri) ?? [];
    found.set(diagnosis.uri, others);
    others.push(toLspDiagnostic(diagnosis));
  }
  return found;
}

/** Two inventories that share a file may have the same finding in it. */
export function together(results: Iterable<FindingsByFile>): FindingsByFile {
  const all = new Map<string, Map<string, Diagnostic>>();
  for (const [uri, diagnostics] of [...results].flatMap((result) => [...result])) {
    const known = all.get(uri) ?? new Map<string, Diagnostic>();
    all.set(uri, known);
    for (const diagnostic of diagnostics) known.set(JSON.stringify(diagnostic), diagnostic);
  }
  return new Map([...all].map(([uri, diagnostics]) => [uri, [...diagnostics.values()]]));
}

interface Shown {
  readonly connection: Connection;
  readonly features: ClientFeatures;
}

/** Keeps what each open document found, because closing one must take back its findings and no others. */
export function createShownFindings({ connection, features }: Shown): ShownFindings {
  const ofOpen = new Map<string, FindingsByFile>();
  const shown = new Map<string, string>();
  let ofWorkspace: FindingsByFile = new Map();
  return {
    set: (open, findings) => void ofOpen.set(open, findings),
    forget: (open) => void ofOpen.delete(open),
    setWorkspace(findings) {
      ofWorkspace = findings;
    },
    publish(isOpen) {
      const wanted = new Map([...ofWorkspace, ...together(ofOpen.values())]);
      for (const uri of shown.keys()) if (isOpen(uri)) shown.delete(uri);
      for (const uri of shown.keys()) if (!wanted.has(uri)) wanted.set(uri, []);
      for (const [uri, diagnostics] of wanted) {
        const text = JSON.stringify(diagnostics);
        if (isOpen(uri) || text === (shown.get(uri) ?? '[]')) continue;
        if (diagnostics.length > 0) shown.set(uri, text);
        else shown.delete(uri);
        void connection.sendDiagnostics({
          uri,
          diagnostics: diagnostics.map((found) => diagnosticFor(found, features)),
        });
      }
    },
  };
}
