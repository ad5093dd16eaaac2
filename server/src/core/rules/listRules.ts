// The list of rules for documentation and command line.
import type { Rule, Severity } from '../diagnostics/rule.ts';
import { type Bundle, formatMessage } from '../text/message.ts';
import { rules } from './index.ts';

/** A rule as `rules` and `explain-rule` print it, in the language of the user. */
export interface RuleSummary {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly since: string;
}

/** Every rule with its texts in the bundle's language, sorted by id. */
export const listRules = (bundle: Bundle = {}): readonly RuleSummary[] =>
  rules.map((rule) => toSummary(rule, bundle));

const toSummary = (rule: Rule, bundle: Bundle): RuleSummary => ({
  id: rule.id,
  severity: rule.severity,
  summary: formatMessage(rule.summary, bundle),
  why: formatMessage(rule.why, bundle),
  since: rule.since,
});
