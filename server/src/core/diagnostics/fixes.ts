// The fixes of the findings at a place. An offer costs little; its edits are computed when it is chosen, from a fresh
// analysis.
import type { ModelFile } from '../ansible/model/model.ts';
import { type Bundle, formatMessage } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { Finding, Fix, FixEnvironment, FixRequest, FixSafety } from './rule.ts';
import { fileSuppressionFix, suppressionFix } from './suppression.ts';

/** Names one fix of one finding, so that it can be found again in a later analysis of the same text. */
export interface FixReference {
  readonly ruleId: string;
  readonly span: Span;
  /** Index among the finding's own fixes, or which suppression: on the line, or in the file. */
  readonly fix: number | Suppression;
}

/** How a fix silences its rule: on the line, or in the file. */
export type Suppression = 'noqa' | 'noqa-file';

/**
 * A fix as an editor shows it in its menu. It carries a reference, not edits: the text may change before it is
 * chosen, and then the edits must be those for the new text.
 */
export interface OfferedFix extends FixReference {
  readonly title: string;
  readonly safety: FixSafety;
  readonly preferred: boolean;
  /** Set when the client must ask the user for something first. */
  readonly request?: FixRequest;
}

const SUPPRESSION_FIXES = { noqa: suppressionFix, 'noqa-file': fileSuppressionFix };

const SUPPRESSIONS: readonly Suppression[] = ['noqa', 'noqa-file'];

/** Offers for every finding that touches `span`: each finding's fixes, then all suppressions. */
export function offerFixes(
  findings: readonly Finding[],
  file: ModelFile | undefined,
  span: Span,
  bundle: Bundle,
): readonly OfferedFix[] {
  const touched = findings.filter((f) => f.span.start <= span.end && span.start <= f.span.end);
  const own = touched.flatMap((f) => f.fixes.map((fix, index) => offer(f, fix, index, bundle)));
  const suppressions = SUPPRESSIONS.flatMap((which) =>
    touched.flatMap((f) => {
      const fix = SUPPRESSION_FIXES[which](f, file);
      return fix ? [offer(f, fix, which, bundle)] : [];
    }),
  );
  return [...own, ...suppressions];
}

const offer = (finding: Finding, fix: Fix, index: number | Suppression, bundle: Bundle): OfferedFix => ({
  ruleId: finding.ruleId,
  span: finding.span,
  fix: index,
  title: formatMessage(fix.title, bundle),
  safety: fix.safety,
  preferred: fix.preferred ?? false,
  ...(fix.request && { request: fix.request }),
});

/** The edits of one offered fix; `undefined` when there is no such finding any more. */
export function editsOfFix(
  findings: readonly Finding[],
  file: ModelFile | undefined,
  reference: FixReference,
  environment: FixEnvironment,
): readonly TextEdit[] | undefined {
  const finding = findings.find(
    (f) =>
      f.ruleId === reference.ruleId &&
      f.span.start === reference.span.start &&
      f.span.end === reference.span.end,
  );
  if (!finding) return undefined;
  const fix =
    typeof reference.fix === 'string'
      ? SUPPRESSION_FIXES[reference.fix](finding, file)
      : finding.fixes[reference.fix];
  return fix?.edits?.(environment);
}
