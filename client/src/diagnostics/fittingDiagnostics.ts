// What is shown of thousands of findings in one file. VS Code lists a thousand, the most severe, and underlines the first 500:
// those of one rule would take the place of all else.
import * as vscode from 'vscode';

/** What VS Code underlines in one file. */
const SHOWN = 500;

/** In their order: all of the rules that report little, and of the others the first ones, the same number of each. */
export function fittingDiagnostics(
  diagnostics: readonly vscode.Diagnostic[],
  limit = SHOWN,
): vscode.Diagnostic[] {
  if (diagnostics.length <= limit) return [...diagnostics];
  const ofRule = new Map<unknown, vscode.Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const found = ofRule.get(ruleOf(diagnostic)) ?? [];
    ofRule.set(ruleOf(diagnostic), found);
    found.push(diagnostic);
  }
  const share = shareOfEach(
    [...ofRule.values()].map(({ length }) => length),
    limit,
  );
  const kept = new Set<vscode.Diagnostic>();
  for (const found of ofRule.values()) {
    for (const diagnostic of found.slice(0, share)) kept.add(diagnostic);
    const [first] = found;
    if (first && found.length > share) first.message += `\n${notShown(found.length - share)}`;
  }
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

const ruleOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

const notShown = (count: number): string =>
  vscode.l10n.t(
    '{0} more findings of this rule in this file are not shown here: “k3s-inventory check” lists all.',
    count,
  );

/** The largest number that each may have, so that all together stay within the limit. */
function shareOfEach(counts: readonly number[], limit: number): number {
  let left = limit;
  for (const [index, count] of counts.toSorted((a, b) => a - b).entries()) {
    const share = Math.floor(left / (counts.length - index));
    if (count > share) return share;
    left -= count;
  }
  return limit;
}
