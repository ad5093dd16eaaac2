// Runs every rule over one inventory: severities, suppressions, and a throw in one rule that stops no other.

import { brokenFiles, refusedFiles } from '../ansible/model/refusal.ts';
import { fileOf } from '../k3s/context.ts';
import { compareText } from '../text/compareText.ts';
import { formatMessage } from '../text/message.ts';
import { ownValue } from '../text/ownValue.ts';
import { spanOf } from '../text/span.ts';
import type { Finding, Rule, RuleContext, RuleFinding, Severity } from './rule.ts';
import { createSuppression } from './suppression.ts';

/** Severity by rule id; rules that are not named keep their own. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

/** How to run the rules: which severities the user has chosen, and whom to inform about a rule that failed. */
export interface RunOptions {
  readonly settings: RuleSettings;
  /** Called for a rule that threw: a bug of ours, never a fault of the user's. */
  readonly onRuleError: (ruleId: string, error: unknown) => void;
}

/** Findings of all files of the inventory, ordered by file and place. */
export function runRules(
  rules: readonly Rule[],
  context: RuleContext,
  options: RunOptions,
): readonly Finding[] {
  const refused = refusedFiles(context);
  const broken = brokenFiles(context);
  const findings = rules.flatMap((rule) => {
    const setting = ownValue(options.settings, rule.id);
    if (setting === 'off') return [];
    const found = runRule(rule, context, options);
    const passedOver = rule.readsRefused === 'structure' ? broken : refused;
    const isAny = rule.aboutRefusal || rule.readsRefused === 'text';
    const counting = isAny ? found : found.filter(({ uri }) => !passedOver.has(uri));
    return counting.map((finding) => toFinding(rule, finding, setting));
  });
  const isSuppressed = createSuppression((uri) => fileOf(context, uri));
  return findings.filter((finding) => !isSuppressed(finding)).sort(byPlace);
}

/**
 * Runs the rules one by one, so that the caller can do something else in between; their findings are kept for
 * `runRules`. Ends with `false` when `mayGoOn` returns false.
 */
export async function runAhead(
  rules: readonly Rule[],
  context: RuleContext,
  settings: RuleSettings,
  mayGoOn: MayGoOn,
): Promise<boolean> {
  // The rule fails again in `runRules`, which reports it.
  const options = { settings, onRuleError: () => undefined };
  for (const rule of rules) {
    if (ownValue(settings, rule.id) !== 'off') runRule(rule, context, options);
    const pause = mayGoOn();
    if (pause && !(await pause)) return false;
  }
  return true;
}

/** Called after each rule: `undefined` while no pause is due; otherwise, after the pause, whether to go on. */
export type MayGoOn = () => Promise<boolean> | undefined;

function runRule(rule: Rule, context: RuleContext, options: RunOptions): readonly RuleFinding[] {
  try {
    return [...rule.check(context)];
  } catch (error) {
    options.onRuleError(rule.id, error);
    return [];
  }
}

/** The finding at its present place: spans move with the text. */
const toFinding = (rule: Rule, finding: RuleFinding, setting: Severity | undefined): Finding => ({
  ...finding,
  span: spanOf(finding.span.start, finding.span.end),
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
