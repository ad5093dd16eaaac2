import type { ModelFile } from '../../ansible/model/model.ts';
import { templatesInFiles } from '../../ansible/templates/templateScalars.ts';
import type { VariableTemplate } from '../../ansible/templates/templates.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import type { ParsedTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import { pluginUses, type UnknownPlugin, unknownPlugin } from '../../k3s/pluginNames.ts';
import { type Message, msg } from '../../text/message.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';

export const jinjaUnknownFilter = defineRule({
  id: 'jinja-unknown-filter',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A template uses a filter or a test that nobody has'),
  why: msg(
    'Ansible refuses a template with a filter or test that it cannot find, whatever else stands in it: `Could not load "defaults"` (seen with ansible-core 2.14), when a task needs the value.\nKnown are the filters and tests of Jinja2 3.1, of ansible-core 2.9 to 2.19, and of every release of the collections `ansible.utils` and `community.general` until August 2026; those of the collections must be named in full.\nNames from other collections are unknown, not wrong.\nWhere the project has plugins of its own (`filter_plugins` or `test_plugins` beside the inventory, the playbooks or in a role, or such a setting in `ansible.cfg`), short names may be theirs, and the rule is silent about them.\nA name that resembles none of those known is a warning only: your plugins may lie where nobody looked.\nSo is one that `map`, `select` or `reject` are given, and since ansible-core 2.19 one in a condition: it is not missed before it is needed.',
  ),
  *check(context) {
    const isWanted = (shape: ParsedTemplate): boolean => !unknownPlugins(context, shape).next().done;
    for (const { uri, file, template } of templatesInFiles(context, isWanted)) {
      for (const unknown of firstOf(unknownPlugins(context, template), MAX_IN_TEMPLATE)) {
        yield {
          uri,
          span: lineOf(file.source, spanInFile(file.source, template.scalar, unknown.span)),
          severity: isSure(unknown) && !isPassedOver(context, template, unknown) ? 'error' : 'warning',
          message: describe(unknown, template.definition.name),
          fixes: fixesFor(file, template, unknown),
        };
      }
    }
  },
});

/** A limit for one template: each name costs a search for the one that was meant. */
const MAX_IN_TEMPLATE = 50;

function* firstOf<T>(items: Iterable<T>, most: number): Generator<T, void, undefined> {
  let left = most;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

const isSure = ({ meant, isOtherKind, isArgument }: UnknownPlugin): boolean =>
  (meant !== undefined || isOtherKind) && !isArgument;

/** Since ansible-core 2.19 it is looked up only in a branch that is taken. */
const isPassedOver = (
  { model }: RuleContext,
  { template }: VariableTemplate,
  { span }: UnknownPlugin,
): boolean =>
  model.core.isTagging &&
  [...walk(template)].some(
    (node) =>
      ['conditional', 'if', 'for'].includes(node.kind) &&
      node.span.start <= span.start &&
      span.end <= node.span.end,
  );

function* unknownPlugins(
  { ownPlugins }: RuleContext,
  { template }: ParsedTemplate,
): Generator<UnknownPlugin, void, undefined> {
  const uses = [...pluginUses(template)];
  // `'name' is filter` tests for it.
  if (uses.some(({ kind, name }) => kind === 'test' && (name === 'filter' || name === 'test'))) return;
  for (const use of uses) {
    if (ownPlugins?.has(use.kind) && !use.name.includes('.')) continue;
    const unknown = unknownPlugin(use);
    if (unknown) yield unknown;
  }
}

function describe(unknown: UnknownPlugin, variable: string): Message {
  const { kind, name, collection } = unknown;
  const place = collection ?? msg('Jinja2 and Ansible');
  return kind === 'filter'
    ? msg(
        'There is no filter “{0}” in {1}, so Ansible cannot fill in “{2}” and stops where it is needed. {3}',
        name,
        place,
        variable,
        adviceFor(unknown),
      )
    : msg(
        'There is no test “{0}” in {1}, so Ansible cannot fill in “{2}” and stops where it is needed. {3}',
        name,
        place,
        variable,
        adviceFor(unknown),
      );
}

function adviceFor({ kind, name, meant, isOtherKind, collection }: UnknownPlugin): Message {
  if (isOtherKind)
    return kind === 'filter'
      ? msg('“{0}” is a test: write “{1}”.', name, `is ${name}`)
      : msg('“{0}” is a filter: write “{1}”.', name, `| ${name}`);
  if (meant !== undefined) return msg('Did you mean “{0}”?', meant);
  return collection === undefined
    ? msg('Name it in full if it comes from a collection.')
    : msg('Look its name up in the documentation of the collection.');
}

function fixesFor(file: ModelFile, { scalar }: VariableTemplate, unknown: UnknownPlugin): readonly Fix[] {
  const { meant, span, isOtherKind, name } = unknown;
  if (meant === undefined || isOtherKind) return [];
  // Another collection must be installed, too.
  const staysInPlace = meant.split('.').length === name.split('.').length;
  return [
    {
      title: msg('Replace by “{0}”', meant),
      safety: staysInPlace ? 'safe' : 'unsafe',
      preferred: true,
      edits: () => editsInFile(file.source, scalar, [{ span, newText: meant }]),
    },
  ];
}
