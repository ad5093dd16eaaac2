import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { templatesInFiles } from '../../ansible/templates/templateScalars.ts';
import type { TemplateShape, VariableTemplate } from '../../ansible/templates/templates.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { problemInWords, repairFixes } from '../../edits/jinjaProblem.ts';
import { endpointTemplates } from '../../k3s/endpoint.ts';
import { repairOptionsFor } from '../../k3s/evaluation.ts';
import { msg } from '../../text/message.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';

export const jinjaSyntax = defineRule({
  id: 'jinja-syntax',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A value holds Jinja that Ansible cannot read'),
  why: msg(
    'Ansible fills in a value when something needs it, so an unbalanced bracket, quote or tag is found in the middle of a run: `Syntax error in template` (before ansible-core 2.19: `template error while templating string`), when some nodes have been changed already.\nThe rule reads every text of the inventory, of `group_vars` and of `host_vars` as Jinja2 3.1 does when Ansible calls it, and shows every mistake in it, each at its place.\nKeys, comments, and values marked `!unsafe` or `!vault` are no templates and are left alone; a text that shall keep its braces can be marked `!unsafe`, or stand between `{% raw %}` and `{% endraw %}` ([Ansible documentation](https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_advanced_syntax.html#unsafe-or-raw-strings)).\nThe `api_endpoint` of the cluster has a rule of its own, which also knows what it should be: [api-endpoint-jinja-syntax](api-endpoint-jinja-syntax.md).',
  ),
  *check(context) {
    const reportedElsewhere = new Set(endpointTemplates(context).map(({ scalar }) => scalar));
    for (const { uri, file, template } of templatesInFiles(context, isBroken)) {
      if (reportedElsewhere.has(template.scalar) || setsItsOwnSyntax(template)) continue;
      for (const problem of template.problems)
        yield {
          uri,
          span: lineOf(file.source, spanInFile(file.source, template.scalar, problem.span)),
          message: msg(
            'Jinja cannot read this, so Ansible stops at the first task that needs “{0}”. {1}',
            template.definition.name,
            problemInWords(problem),
          ),
          fixes: repairFixes(
            file,
            template.scalar,
            problem,
            repairOptionsFor(context, hostOf(context, template)),
          ),
        };
    }
  },
});

const isBroken = ({ problems }: TemplateShape): boolean => problems.length > 0;

/** A host that gets the value: what is missing is guessed by trying values on it. */
const hostOf = ({ model }: RuleContext, { definition: { owner } }: VariableTemplate): string | undefined =>
  owner.kind === 'host' ? owner.name : hostsOfGroup(model, owner.name)[0];

/** `#jinja2: variable_start_string:'[['` in the first line. */
const setsItsOwnSyntax = ({ scalar }: VariableTemplate): boolean => scalar.text.startsWith('#jinja2:');
