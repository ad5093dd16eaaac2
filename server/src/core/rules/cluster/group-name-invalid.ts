import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { renameGroup } from '../../edits/renameGroup.ts';
import { CLUSTERS } from '../../k3s/clusterGroups.ts';
import { msg } from '../../text/message.ts';

export const groupNameInvalid = defineRule({
  id: 'group-name-invalid',
  severity: 'info',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A group has a name that Ansible warns of'),
  why: msg(
    'Names of groups may have letters, digits and underscores, and begin with no digit, as variables do.\nWith other characters Ansible warns "Invalid characters were found in group names" on every run and, with `force_valid_group_names` in `ansible.cfg`, gives the group another name ([Ansible documentation](https://docs.ansible.com/ansible/latest/reference_appendices/config.html#transform-invalid-group-chars)).',
  ),
  *check(context) {
    for (const [name, { locations }] of context.model.groups) {
      const [place] = locations;
      if (!place || !INVALID.test(name) || isToldElsewhere(context, name)) continue;
      const fix = renameFix(context, name);
      yield {
        uri: place.uri,
        span: place.span,
        message: msg(
          'Ansible warns of the group name “{0}” on every run: only letters, digits and underscores are valid, and no digit at the beginning.',
          name,
        ),
        fixes: fix ? [fix] : [],
      };
    }
  },
});

/** As ansible/constants.py has it; Python's `\w` takes letters of all languages. */
const INVALID = /^\p{Nd}|[^\p{L}\p{N}_]/u;

/** A group that should be k3s_cluster, or two names without a colon between: other rules report these. */
const isToldElsewhere = ({ model }: RuleContext, name: string): boolean =>
  (CLUSTERS.test(name) && !model.groups.has('k3s_cluster')) ||
  model.problems.some(({ code, subject }) => code === 'group-without-colon' && subject === name);

function renameFix(context: RuleContext, name: string): Fix | undefined {
  const valid = name.replace(/[^\p{L}\p{N}_]/gu, '_');
  if (INVALID.test(valid)) return undefined;
  const renamed = renameGroup(context, name, valid);
  return (
    renamed && {
      title: msg('Rename the group to “{0}”; plays and templates elsewhere may still name it', valid),
      safety: 'unsafe',
      edits: () => renamed.edits,
    }
  );
}
