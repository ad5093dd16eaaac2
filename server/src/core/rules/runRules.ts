// Runs every rule over one inventory: severities, suppressions, and a throw in one rule that stops no other.
import { compareText } from '../text/compareText.ts';
import { formatMessage } from '../text/message.ts';
import { fileOf } from '../workspace/context.ts';
import { refusedFiles } from './helpers/refusal.ts';
import { createTemplateReader } from './helpers/templates.ts';
import type { Finding, Rule, RuleContext, RuleFinding, Severity, Templates } from './rule.ts';
import { isSuppressed } from './suppression.ts';

/** Severity by rule id; rules that are not named keep their own. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

export interface RunOptions {
  readonly settings: RuleSettings;
  /** Hears of a rule that threw: our bug, never the user's. */
  readonly onRuleError: (ruleId: string, error: unknown) => void;
}

/** Findings of all files of the inventory, ordered by file and place. */
export function runRules(
  rules: readonly Rule[],
  context: RuleContext,
  options: RunOptions,
): readonly Finding[] {
  const refused = refusedFiles(context);
  const templates = createTemplateReader(context);
  const findings = rules.flatMap((rule) => {
    const found = runRule(rule, context, templates, options);
    return rule.aboutRefusal ? found : found.filter(({ uri }) => !refused.has(uri));
  });
  return findings.filter((finding) => !isSuppressed(finding, fileOf(context, finding.uri))).sort(byPlace);
}

function runRule(
  rule: Rule,
  context: RuleContext,
  templates: Templates,
  options: RunOptions,
): readonly Finding[] {
  const setting = options.settings[rule.id];
  if (setting === 'off') return [];
  const found: Finding[] = [];
  try {
    for (const finding of rule.check(context, templates)) found.push(toFinding(rule, finding, setting));
  } catch (error) {
    options.onRuleError(rule.id, error);
  }
  return found;
}

const toFinding = (rule: Rule, finding: RuleFinding, setting: Severity | undefined): Finding => ({
  ...finding,
  ruleId: rule.id,
  severity: setting ?? finding.severity ?? rule.severity,
  fixes: finding.fixes ?? [],
});

const byPlace = (a: Finding, b: Finding): number =>
  compareText(a.uri, b.uri) ||
  a.span.start - b.span.start ||
  a.span.end - b.span.end ||
  compareText(a.ruleId, b.ruleId) ||
  compareText(formatMessage(a.message), formatMessage(b.message));
