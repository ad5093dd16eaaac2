// The findings of the rules as reasons, each at the task at which it makes the play fail.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import type { Finding } from '../../diagnostics/rule.ts';
import { runRules } from '../../diagnostics/runRules.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import type { Play } from '../../k3s/roles/play.ts';
import { titleOf } from '../../k3s/roles/roleTasks.ts';
import { rules } from '../../rules/index.ts';
import { lineColumnAt } from '../../text/sourceText.ts';
import { failingOn, failingUses, firstUse, isReached, isThere, orderOf, type Reason } from './reason.ts';
import { alternativesOf, missingIn, stagesOf, stagesOfVariable } from './stages.ts';

/** Rules whose findings the audit repeats in more detail. */
const OF_AUDIT = /^airgap-/;

/** Rules about files and the ansible-core of the machine that runs Ansible, which may be another one. */
const OF_MACHINE: ReadonlySet<string> = new Set(['ansible-core-too-new', 'extra-manifest-missing']);

/** Findings of rules as reasons, each at the task where it comes true. */
export function* findingReasons(
  context: InventoryContext,
  play: Play,
  isAudited: boolean,
): Generator<Reason> {
  for (const finding of runRules(rules, context, { settings: {}, onRuleError: () => undefined })) {
    if (isAudited && OF_AUDIT.test(finding.ruleId)) continue;
    const definition = definitionAt(context, finding);
    const missing = missingIn(finding);
    const lacking = missing === undefined ? [] : failingOn(play, undefined, missing);
    const failing = missing === undefined ? [] : failingUses(play, missing);
    const title = failing[0] ?? taskOfFinding(play, finding, definition);
    if (finding.severity === 'info' && !title?.includes(' : ')) continue;
    const others = title !== undefined && definition ? stagesOfVariable(finding.ruleId, definition.name) : [];
    const isOneOf = title !== undefined && others.includes(title);
    const elsewhere =
      title === undefined
        ? []
        : [...failing, ...alternativesOf(finding.ruleId, definition?.name), ...(isOneOf ? others : [])];
    const alternatives = [...new Set(elsewhere)].filter((one) => isThere(play, one) && one !== title);
    const source = context.files.get(finding.uri)?.source;
    yield {
      kind: finding.severity === 'error' ? 'fails' : OF_MACHINE.has(finding.ruleId) ? 'unknown' : 'risk',
      order: title === undefined ? Number.MAX_SAFE_INTEGER : orderOf(play, title),
      ...(title?.includes(' : ') && { task: title }),
      ...(alternatives.length > 0 && { alternatives }),
      hosts: title !== undefined && definition ? failingOn(play, title, definition.name) : lacking,
      message: finding.message,
      rule: finding.ruleId,
      ...(definition && { variable: definition.name }),
      ...(missing !== undefined && { variable: missing, isMissing: true }),
      uri: finding.uri,
      ...(source && { line: lineColumnAt(source, finding.span.start).line + 1 }),
    };
  }
}

function taskOfFinding(
  play: Play,
  finding: Finding,
  definition: VariableDefinition | undefined,
): string | undefined {
  const stages = stagesOf(finding.ruleId, roleOf(definition), definition?.name);
  const titles = stages?.filter((title) => isThere(play, title));
  if (titles) return titles.find((title) => isReached(play, title)) ?? titles[0];
  if (definition === undefined || finding.severity === 'info') return undefined;
  const { name } = definition;
  const [failing] = failingUses(play, name);
  if (failing !== undefined) return failing;
  const later = stagesOfVariable(finding.ruleId, name).find((title) => isReached(play, title));
  const first = firstUse(play, name);
  return later ?? (first && titleOf(first));
}

const roleOf = (definition: VariableDefinition | undefined): 'server' | 'agent' =>
  definition !== undefined && /agent/.test(definition.name) ? 'agent' : 'server';

function definitionAt({ model }: InventoryContext, { uri, span }: Finding): VariableDefinition | undefined {
  let found: VariableDefinition | undefined;
  for (const definition of model.definitions) {
    if (definition.uri !== uri) continue;
    const end = definition.value?.span.end ?? definition.keySpan.end;
    if (definition.keySpan.start <= span.start && span.start <= end) found = definition;
  }
  return found;
}
