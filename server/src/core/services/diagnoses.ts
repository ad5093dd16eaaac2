// Findings on their way out of the core: in lines, columns and the language of the user; and the result of a check.
import type { Finding, FixSafety, Severity } from '../diagnostics/rule.ts';
import { fileOf } from '../k3s/context.ts';
import type { Recognition } from '../k3s/recognition.ts';
import type { Analysis } from '../session/workspace.ts';
import { formatMessage, type Message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { CheckedInventory } from './checkedInventory.ts';
import type { Notice } from './notices.ts';
import { type TextRange, toRange } from './ranges.ts';

/** A finding as shown: in the reader's language, with zero-based lines and UTF-16 columns. */
export interface Diagnosis extends TextRange {
  readonly uri: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** The message in English: it identifies the finding in any language of the user. */
  readonly english: string;
  readonly related: readonly (TextRange & { readonly uri: string; readonly message: string })[];
  readonly fixes: readonly { readonly title: string; readonly safety: FixSafety }[];
  readonly deprecated: boolean;
}

/** Everything that one call of `check` knows, over all inventories of the target. */
export interface CheckResult {
  readonly recognition: Recognition;
  /** The inventories that the target is a part of; a document that is part of none gives one that says `other`. */
  readonly inventories: readonly CheckedInventory[];
  readonly diagnoses: readonly Diagnosis[];
  /** All files that belong to the inventory, read or not; a change in one of them may change the result. */
  readonly files: readonly string[];
  /** Files that Ansible refuses as a whole. */
  readonly refused: readonly string[];
  /** Sources whose bytes cannot be read as a text at all. */
  readonly unread: readonly Notice[];
  /** Sources that may define more, and cannot be read. */
  readonly unknowns: readonly Notice[];
}

/** Spans become lines here, against the text that was analysed, not against one that is newer. */
export function toDiagnosis(
  finding: Finding,
  analysis: Analysis,
  translate: (message: Message) => string,
): Diagnosis {
  const rangeIn = (uri: string, span: Span): TextRange => {
    const { otherClusters } = analysis.context;
    const other = otherClusters?.find(({ file }) => file?.source.uri === uri);
    const file = fileOf(analysis.context, uri) ?? other?.file;
    return file ? toRange(file.source, span) : { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  };
  return {
    uri: finding.uri,
    ...rangeIn(finding.uri, finding.span),
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: translate(finding.message),
    english: formatMessage(finding.message),
    related: (finding.related ?? []).map((related) => ({
      uri: related.uri,
      ...rangeIn(related.uri, related.span),
      message: translate(related.message),
    })),
    fixes: finding.fixes.map((fix) => ({ title: translate(fix.title), safety: fix.safety })),
    deprecated: finding.deprecated ?? false,
  };
}

/** A group_vars file shared by two inventories yields the same finding twice. */
export function distinct(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const seen = new Set<string>();
  return diagnoses.filter((d) => {
    const key = `${d.uri} ${d.start.line}:${d.start.column} ${d.ruleId} ${d.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
