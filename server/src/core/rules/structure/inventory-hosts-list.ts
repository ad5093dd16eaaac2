import { afterRefusal } from '../../ansible/model/refusal.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { listToMapping } from '../../edits/listToMapping.ts';
import { msg } from '../../text/message.ts';
import { findPairAt } from '../../yaml/pairs.ts';

export const inventoryHostsList = defineRule({
  id: 'inventory-hosts-list',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  aboutRefusal: true,
  summary: msg('Hosts or child groups are written as a list'),
  why: msg(
    'In a YAML inventory `hosts` and `children` are mappings: every name is a key, with a colon behind it, so that variables can follow.\nWith a list Ansible leaves the file ("Invalid "hosts" entry, requires a dictionary").\nThat is only a warning: groups that it read before stay, their variables may be missing, and the exit code is 0 ([Ansible documentation](https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html)).',
  ),
  *check({ model, files }) {
    for (const { code, uri, span, subject, group } of model.problems) {
      const file = files.get(uri);
      const value = findPairAt(file?.document?.root, span)?.pair.value;
      const isList = code === 'hosts-list' || (code === 'section-not-mapping' && subject === 'children');
      if (!file || !isList || value?.kind !== 'sequence') continue;
      const edits = listToMapping(file.source, value, span);
      yield {
        uri,
        span,
        message: msg(
          '“{0}” of group “{1}” is a list; each name must be a key instead: no dash before it, a colon behind it. {2}',
          subject,
          group ?? '',
          afterRefusal(file.role, 'structure'),
        ),
        fixes: edits
          ? [{ title: msg('Turn the list into keys'), safety: 'safe', preferred: true, edits: () => edits }]
          : [],
      };
    }
  },
});
