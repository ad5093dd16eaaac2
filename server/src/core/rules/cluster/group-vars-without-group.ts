import { definitionsOf } from '../../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import { defineRule, type RuleContext, type Severity } from '../../diagnostics/rule.ts';
import { createRelevance, isContentName, nameVariables, variablesOf } from '../../k3s/unusedVariables.ts';
import { msg } from '../../text/message.ts';

export const groupVarsWithoutGroup = defineRule({
  id: 'group-vars-without-group',
  severity: 'warning',
  since: '0.1.0',
  needsNoValues: true,
  summary: msg('A file in `group_vars` is named after a group that the inventory does not have'),
  why: msg(
    'Ansible reads `group_vars/NAME.yml`, or the folder `group_vars/NAME/`, for the hosts of the group NAME and says nothing when there is no such group: the variables in it are simply not there.\nMostly the group has been renamed, or is spelt differently in the inventory.\nThis rule looks only at files with variables that k3s-ansible or the inventory itself needs; it is silent when another inventory nearby has the group, when a playbook names the file, or when groups may come from somewhere that cannot be read ([Ansible documentation](https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#organizing-host-and-group-variables)).\nWhere a variable that k3s-ansible cannot do without is defined nowhere else, it is an error.',
  ),
  *check(context) {
    if (mayHaveUnknownGroups(context)) return;
    const matters = createRelevance(context);
    for (const { owner, files } of context.unusedVarsFiles.withoutOwner) {
      if (owner.kind !== 'group' || isContentName(owner.name)) continue;
      for (const uri of files) {
        const file = context.files.get(uri);
        const variables = file ? variablesOf(file) : [];
        const lost = variables.map(({ name }) => name).filter(matters);
        const [first] = variables;
        if (!first || lost.length === 0) continue;
        yield {
          uri,
          span: first.pair.key.span,
          severity: severityOf(context, lost),
          message: msg(
            'The inventory has no group “{0}”, so that no host gets the variables of this file ({1}). Rename the file or the group.',
            owner.name,
            nameVariables(lost),
          ),
        };
      }
    }
  },
});

function severityOf({ model, unusedVarsFiles }: RuleContext, lost: readonly string[]): Severity {
  const withoutOwner = new Set(unusedVarsFiles.withoutOwner.flatMap(({ files }) => files));
  const isNeeded = lost
    .filter((name) => name === 'k3s_version' || name === 'api_endpoint')
    .some((name) => definitionsOf(model, name).every(({ uri }) => withoutOwner.has(uri)));
  return isNeeded ? 'error' : 'warning';
}
