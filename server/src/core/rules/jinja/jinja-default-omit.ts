import { scalarOf } from '../../ansible/model/definitions.ts';
import type { TemplateShape } from '../../ansible/templates/templates.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { type TemplateAsMeant, templatesAsMeant } from '../../k3s/evaluation.ts';
import { isDefinedNowhere } from '../../k3s/nothingDefines.ts';
import { isOfRoles } from '../../k3s/schema/variableSchema.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';

/** What the roles only put into a text: since ansible-core 2.19 it is empty there, which is right. */
const ONLY_IN_TEXTS: ReadonlySet<string> = new Set(['k3s_version', 'extra_server_args', 'extra_agent_args']);

export const jinjaDefaultOmit = defineRule({
  id: 'jinja-default-omit',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A variable of the inventory is set to `omit`'),
  why: msg(
    '`default(omit)` leaves out an argument of a task. A variable of the inventory stays defined with it: `when: token is defined` is true, and the roles go on with no value.\nSince ansible-core 2.19, templates and filters stop at it (`A template was resolved to an Omit scalar`), and agents start without a token; older ones write the text `__omit_place_holder__…`, another one in each run (seen with both, and with the real playbook).\nThe rule speaks of variables of k3s-ansible whose whole value it is, where nothing nearby defines what stands before `default`, and of conditions such as `x if y else omit`; items of lists and mappings are really left out, and are right.\nLeave the variable out, or give it a value.',
  ),
  *check(context) {
    const { isTagging, isSure } = context.model.core;
    for (const counting of templatesAsMeant(context, saysOmit)) {
      const { definition } = counting.string;
      if (!isOfRoles(context.schema, definition.name)) continue;
      const isOlderOnly = isTagging && ONLY_IN_TEXTS.has(definition.name);
      if (isOlderOnly && isSure) continue;
      const found = omitted(counting);
      if (!found || (found.name !== undefined && !isDefinedNowhere(context, found.name))) continue;
      const { uri, file, scalar, written } = counting;
      yield {
        uri,
        span: lineOf(file.source, spanInFile(file.source, scalar, written(found.span))),
        ...(isOlderOnly && { severity: 'info' as const }),
        message: isOlderOnly ? describeOlder(definition.name) : describe(definition.name, found.name),
      };
    }
  },
});

const saysOmit = ({ text }: TemplateShape): boolean => text.includes('omit');

const describe = (variable: string, name: string | undefined): Message =>
  name === undefined
    ? msg(
        '“omit” leaves nothing out in an inventory: where the condition chooses it, {0} stays defined, and the roles stop at it or write a placeholder. Leave {0} out where it is not wanted.',
        variable,
      )
    : msg(
        'Nothing nearby defines “{0}”, and “omit” leaves nothing out in an inventory: {1} stays defined, and the roles stop at it or write a placeholder. Leave {1} out, or give it a value.',
        name,
        variable,
      );

const describeOlder = (variable: string): Message =>
  msg(
    '“omit” leaves nothing out in an inventory: ansible-core before 2.19 writes the text “__omit_place_holder__…” into {0}. Leave {0} out, or name the ansible-core in use.',
    variable,
  );

/** Where the whole value is `{{ name | default(omit) }}`, or a condition chooses between `omit` and something else. */
function omitted({
  scalar,
  string: { template, definition },
}: TemplateAsMeant): { readonly name?: string; readonly span: Span } | undefined {
  const [output, ...others] = template.body;
  if (others.length > 0 || output?.kind !== 'output' || scalar !== scalarOf(definition)) return undefined;
  const { expression } = output;
  if (expression.kind === 'conditional') {
    const choices = [expression.value, expression.otherwise];
    return choices.some((one) => one?.kind === 'name' && one.name === 'omit')
      ? { span: expression.span }
      : undefined;
  }
  if (expression.kind !== 'filter' || !/^(?:ansible\.builtin\.)?(?:default|d)$/.test(expression.name))
    return undefined;
  const [fallback] = expression.args;
  const isOmit = fallback?.kind === 'name' && fallback.name === 'omit';
  return isOmit && expression.input?.kind === 'name'
    ? { name: expression.input.name, span: expression.span }
    : undefined;
}
