import type { ModelFile, StructureProblem } from '../../ansible/model/model.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { strayGroups } from '../../edits/strayGroups.ts';
import { type Message, msg } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { findPairAt, type PlacedPair } from '../../yaml/pairs.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import {
  hasGroups,
  isBelowChildren,
  isSection,
  type Meaning,
  meaningOf,
  moveEdits,
  type Section,
  topSectionOf,
} from './skippedKeys.ts';

export const inventoryKeySkipped = defineRule({
  id: 'inventory-key-skipped',
  severity: 'warning',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('Ansible passes over a key of the inventory, and everything below it'),
  why: msg(
    'In a YAML inventory a group has three keys only: `hosts`, `children` and `vars`.\nAny other key is passed over: with a mapping below it Ansible warns ("Skipping unexpected key"), with a plain value or nothing it says so only with `-vvv`, and the exit code is 0 either way.\nHosts below `host:`, or written directly under their group, are not in the inventory; the plays run without them.',
  ),
  *check(context) {
    const reported = new Set<string>();
    const stray = new Set(strayGroups(context).map(({ location: { uri, span } }) => `${uri}:${span.start}`));
    for (const problem of context.model.problems) {
      const file = context.files.get(problem.uri);
      if (!file || !hasGroups(file) || stray.has(`${problem.uri}:${problem.span.start}`)) continue;
      const finding = check(context, file, problem);
      const place = finding && `${finding.uri}:${finding.span.start}`;
      // An alias leads to the same key several times.
      if (!finding || place === undefined || reported.has(place)) continue;
      reported.add(place);
      yield finding;
    }
  },
});

function check(context: RuleContext, file: ModelFile, problem: StructureProblem): RuleFinding | undefined {
  const { code, uri, span, subject, group = '', fatal } = problem;
  if (code === 'group-not-mapping' && !fatal)
    return {
      uri,
      span: lineOf(file.source, span),
      message: msg(
        '“{0}” is no group: it has a plain value, and Ansible passes over it. “hosts”, “children” or “vars” must stand below a group.',
        subject,
      ),
    };
  if (code !== 'unexpected-key') return undefined;
  const top = topSectionOf(file, problem);
  if (top) return describeTop(uri, top, group);
  const placed = findPairAt(file.document?.root, span);
  if (!placed) return undefined;
  // Reported as what it is: a section that is indented too far.
  if (isSection(group) && isBelowChildren(placed)) return undefined;
  const meaning = meaningOf(context.model, placed, subject);
  const losesHosts = meaning.kind === 'typo' || (meaning.kind === 'member' && meaning.section !== 'vars');
  return {
    uri,
    span,
    ...(losesHosts && { severity: 'error' as const }),
    ...(meaning.kind === 'anchor' && { severity: 'info' as const }),
    message: describe(meaning, subject, group),
    fixes: fixesFor(context, file, placed, meaning),
  };
}

const describeTop = (uri: string, { pair }: PlacedPair, name: string): RuleFinding => ({
  uri,
  span: pair.key.span,
  severity: 'error',
  message: msg(
    '“{0}” at the top of the file is read as a group with that name, and what stands below it is lost. Put it below a group, such as “all:”.',
    name,
  ),
});

const MEMBERS: Readonly<Record<Section, (name: string, group: string) => Message>> = {
  hosts: (name, group) =>
    msg(
      '“{0}” stands directly in group “{1}”, where Ansible drops it. Hosts belong below “hosts:”.',
      name,
      group,
    ),
  children: (name, group) =>
    msg(
      'Group “{0}” stands directly in “{1}”, where Ansible drops it with a warning. Groups belong below “children:”.',
      name,
      group,
    ),
  vars: (name, group) =>
    msg(
      '“{0}” stands directly in group “{1}”, where Ansible drops it. Variables belong below “vars:”.',
      name,
      group,
    ),
};

function describe(meaning: Meaning, name: string, group: string): Message {
  if (meaning.kind === 'member') return MEMBERS[meaning.section](name, group);
  return meaning.kind === 'typo'
    ? msg(
        'Ansible passes over “{0}” in group “{1}”, and all that stands below it is lost. Did you mean “{2}”?',
        name,
        group,
        meaning.section,
      )
    : msg(
        'Ansible passes over “{0}” in group “{1}”: only “hosts”, “children” and “vars” are read there.',
        name,
        group,
      );
}

function fixesFor(
  { model }: RuleContext,
  file: ModelFile,
  placed: PlacedPair,
  meaning: Meaning,
): readonly Fix[] {
  if (meaning.kind === 'typo')
    return fixWith(msg('Rename to “{0}”', meaning.section), [
      { span: placed.pair.key.span, newText: meaning.section },
    ]);
  if (meaning.kind !== 'member') return [];
  const edits = moveEdits(model, file, placed, meaning.section);
  return edits ? fixWith(TITLES[meaning.section], edits) : [];
}

const TITLES: Readonly<Record<Section, Message>> = {
  hosts: msg('Put the hosts below “hosts:”'),
  children: msg('Put the groups below “children:”'),
  vars: msg('Put the variables below “vars:”'),
};

/** What was ignored takes effect from now on: that is intended, and should be looked at. */
const fixWith = (title: Message, edits: readonly TextEdit[]): readonly Fix[] => [
  { title, safety: 'unsafe', preferred: true, edits: () => edits },
];
