import type { InventoryModel, Location, ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { effectiveVariable } from '../../ansible/model/queries.ts';
import { textOrder } from '../../ansible/model/textOrder.ts';
import { referencesInTemplate } from '../../ansible/templates/templateReferences.ts';
import { templateShapes, type VariableTemplate } from '../../ansible/templates/templates.ts';
import { defineRule, type Fix, type RuleFinding } from '../../diagnostics/rule.ts';
import { type CountingTemplate, countingTemplates, olderScopesFor, scopesFor } from '../../k3s/evaluation.ts';
import { msg } from '../../text/message.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { createRecursionFinder, namesInCircles, type Recursion } from './recursion.ts';

export const jinjaRecursive = defineRule({
  id: 'jinja-recursive',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A variable needs its own value'),
  why: msg(
    'A template is filled in when it is used, so that `a: "{{ b }}"` with `b: "{{ a }}"`, or `a: "{{ a }}"`, never comes to an end: Ansible stops with `Recursive loop detected in template` (before ansible-core 2.19: `recursive loop detected in template string`).\n`default()` does not help: the variable is there, and its value is asked for first.\nAnsible has no way to say "the value from the group above": where a host or a group shall add to a value, give one of the two another name.\nThe rule looks at the values that count for each host, so that a name which leads elsewhere on every host is none of its business.',
  ),
  *check(context) {
    const names = namesInCircles(templateShapes(context.model));
    if (names.size === 0) return;
    const found = countingTemplates(context, ({ variable }) => names.has(variable));
    // In the order of the text, so that a circle is reported at the same variable after any edit.
    const inOrder = textOrder(context.files);
    const counting = [...found].sort((a, b) => inOrder(nameOf(a), nameOf(b)));
    const findRecursion = createRecursionFinder(scopesFor(context.model));
    const { isTagging, isSure } = context.model.core;
    // Since 2.19 a part of a variable may need another part of it; older ones may be the one that is run.
    const findOlder = isTagging && !isSure ? createRecursionFinder(olderScopesFor(context.model)) : undefined;
    const reported = new Set<VariableDefinition>();
    for (const { uri, file, string, definition, hosts } of counting) {
      if (reported.has(definition)) continue;
      const always = findRecursion({ definition, hosts });
      const recursion = always ?? findOlder?.({ definition, hosts });
      const reference = recursion && referenceTo(string, recursion.chain[1] ?? definition.name);
      if (!recursion || !reference) continue;
      // A circle is reported once: changing any of its variables breaks it.
      reported.add(definition);
      for (const member of recursion.members ?? recursion.chain) {
        const other = effectiveVariable(context.model, recursion.host, member)?.definition;
        if (other) reported.add(other);
      }
      yield {
        uri,
        span: lineOf(file.source, spanInFile(file.source, string.scalar, reference.span)),
        ...(!always && { severity: 'warning' as const }),
        message: always ? describe(recursion, definition.name, isTagging) : describeOlder(definition.name),
        related: othersOf(context.model, recursion),
        fixes: fixesFor(file, string, definition.name),
      };
    }
  },
});

const nameOf = ({ definition: { uri, keySpan } }: CountingTemplate): Location => ({ uri, span: keySpan });

const referenceTo = ({ template }: VariableTemplate, name: string) =>
  referencesInTemplate(template).find(
    (reference) => reference.kind === 'variable' && reference.name === name,
  );

function describe({ host, chain, isLong }: Recursion, name: string, isTagging: boolean) {
  const said = isTagging
    ? 'Recursive loop detected in template'
    : 'recursive loop detected in template string';
  return chain.length === 1
    ? msg('“{0}” needs its own value, so Ansible stops with “{1}”. Not even default() helps.', name, said)
    : msg(
        '“{0}” needs its own value on {1} ({2}), so Ansible stops with “{3}”.',
        name,
        host,
        [...chain, ...(isLong ? ['…'] : []), name].join(' → '),
        said,
      );
}

const describeOlder = (name: string) =>
  msg(
    '“{0}” needs a part of its own value: ansible-core before 2.19 stops with “recursive loop detected in template string”, newer ones read that part alone. Give the part a name of its own, or name the ansible-core in use.',
    name,
  );

function othersOf(
  model: InventoryModel,
  { host, chain, isLong }: Recursion,
): NonNullable<RuleFinding['related']> {
  return chain.slice(1).flatMap((name, index) => {
    const definition = effectiveVariable(model, host, name)?.definition;
    const needed = chain[index + 2] ?? (isLong ? undefined : chain[0]);
    return definition && needed !== undefined
      ? [{ uri: definition.uri, span: definition.keySpan, message: msg('{0} needs {1}', name, needed) }]
      : [];
  });
}

/** Of `{{ name | default(other) }}`, the default alone. */
function fixesFor(file: ModelFile, { scalar, template }: VariableTemplate, name: string): readonly Fix[] {
  const [output, ...more] = template.body;
  const expression = output?.kind === 'output' && more.length === 0 ? output.expression : undefined;
  if (expression?.kind !== 'filter' || !/^(?:default|d)$/.test(expression.name)) return [];
  const [fallback] = expression.args;
  if (!fallback || expression.input?.kind !== 'name' || expression.input.name !== name) return [];
  const { start, end } = expression.span;
  const edits = [
    { span: { start, end: fallback.span.start }, newText: '' },
    { span: { start: fallback.span.end, end }, newText: '' },
  ];
  return [
    {
      title: msg('Keep the default alone'),
      safety: 'unsafe',
      edits: () => editsInFile(file.source, scalar, edits),
    },
  ];
}
