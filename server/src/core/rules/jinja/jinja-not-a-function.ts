import type { TemplateShape } from '../../ansible/templates/templates.ts';
import { defineRule, type Fix } from '../../diagnostics/rule.ts';
import { templatesAsMeant } from '../../k3s/evaluation.ts';
import { type Message, msg } from '../../text/message.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { type CalledName, calledNames, type Meaning, meaningOf } from './calledNames.ts';

export const jinjaNotAFunction = defineRule({
  id: 'jinja-not-a-function',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A template calls something that is no function'),
  why: msg(
    "`{{ env('K3S_TOKEN') }}` looks right, but Jinja2 has few functions, and Ansible adds `lookup`, `query`, `now` and `undef`: everything else is a filter (`value | length`), a lookup plugin (`lookup('env', 'K3S_TOKEN')`) or a variable, and no variable can be called.\nAnsible stops with `'env' is undefined`, or with `object is not callable` where there is a variable of the name (seen with ansible-core 2.14 and 2.19).\nWith `default()` behind it, ansible-core 2.14 stops all the same, and 2.19 silently takes the default; in a branch that is seldom taken nothing shows for long: there the rule only warns.",
  ),
  *check(context) {
    const { model } = context;
    for (const { uri, file, string, scalar, written } of templatesAsMeant(context, callsName))
      for (const called of calledNames(string.template)) {
        const meaning = meaningOf(string.scalar.text, called);
        const fix =
          meaning &&
          ({
            title: msg('Write “{0}”', meaning.written),
            safety: 'unsafe',
            preferred: true,
            edits: () =>
              editsInFile(
                file.source,
                scalar,
                meaning.edits.map(({ span, newText }) => ({ span: written(span), newText })),
              ),
          } satisfies Fix);
        yield {
          uri,
          span: lineOf(file.source, spanInFile(file.source, scalar, written(called.name.span))),
          severity: called.isSure ? 'error' : 'warning',
          message: describe(
            called,
            meaning,
            string.definition.name,
            model.definitionsByName.has(called.name.name),
          ),
          fixes: fix ? [fix] : [],
        };
      }
  },
});

const callsName = ({ template }: TemplateShape): boolean => calledNames(template).length > 0;

function describe(
  { name: { name }, isSure }: CalledName,
  meaning: Meaning | undefined,
  variable: string,
  isVariable: boolean,
): Message {
  const what = isVariable
    ? msg('“{0}” is a variable, and no variable can be called', name)
    : msg('There is no function “{0}”', name);
  const harm = isSure
    ? msg('{0}, so “{1}” has no value and Ansible stops where it is needed.', what, variable)
    : msg('{0}: where “{1}” needs it, Ansible stops or takes the default.', what, variable);
  return meaning ? msg('{0} Write “{1}”.', harm, meaning.written) : harm;
}
