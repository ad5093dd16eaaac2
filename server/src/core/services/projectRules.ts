// What a project's configuration makes of rules and their findings.
import type { Finding } from '../diagnostics/rule.ts';
import type { RuleSettings } from '../diagnostics/runRules.ts';
import type { ProjectSettings } from '../k3s/project/projectSettings.ts';
import type { Analysis } from '../session/workspace.ts';
import { ownValue } from '../text/ownValue.ts';
import type { CheckSettings } from './checkedInventory.ts';

type Projected = Pick<Analysis, 'project'>;

/** Options of this run, or the settings of the editor, outrank those of the project. */
export const ruleSettings = ({ project }: Projected, { rules }: CheckSettings): RuleSettings => ({
  ...project?.settings.rules,
  ...rules,
});

const PROFILES: Readonly<
  Record<NonNullable<ProjectSettings['profile']>, (finding: Finding) => Finding | undefined>
> = {
  minimal: (finding) => (finding.severity === 'error' ? finding : undefined),
  recommended: (finding) => finding,
  strict: (finding) => (finding.severity === 'info' ? { ...finding, severity: 'warning' } : finding),
};

/** Rules that the user has named weigh what they say. */
export function byProfile(
  findings: readonly Finding[],
  { project }: Projected,
  named: RuleSettings,
): readonly Finding[] {
  const profile = project?.settings.profile;
  if (profile === undefined || profile === 'recommended') return findings;
  return findings.flatMap((finding) =>
    ownValue(named, finding.ruleId) === undefined ? (PROFILES[profile](finding) ?? []) : [finding],
  );
}
