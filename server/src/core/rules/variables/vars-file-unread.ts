import { defineRule } from '../../diagnostics/rule.ts';
import type { UnreadVars } from '../../k3s/unreadVars.ts';
import { createRelevance, lostVariables } from '../../k3s/unusedVariables.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineSpan } from '../../text/sourceText.ts';

export const varsFileUnread = defineRule({
  id: 'vars-file-unread',
  severity: 'info',
  since: '0.1.0',
  onlyWhereOpened: true,
  summary: msg('Ansible does not read the file of variables that is open'),
  why: msg(
    'Beside an inventory Ansible reads the folders `group_vars` and `host_vars`, and in them what is named after a group or a host, without ending or with `.yml`, `.yaml` or `.json`; where there are several of one name, the folder comes first, and the others are passed over (tried with ansible-core 2.14).\nNothing tells so when Ansible runs: whoever edits the file waits for an effect that does not come.\nWhere a variable that is needed is lost by it, `variable-defined-in-unused-file` says so instead, with more weight.\nThe rule is silent when a playbook or a script nearby names the file.',
  ),
  *check(context) {
    const matters = createRelevance(context);
    for (const unread of context.unusedVarsFiles.unread.values()) {
      if (lostVariables(context, unread, matters).length > 0) continue;
      const { source } = unread.file;
      yield { uri: source.uri, span: lineSpan(source, 0), message: describe(unread) };
    }
  },
});

const describe = ({ cause, path, instead }: UnreadVars): Message =>
  cause === 'play'
    ? msg(
        'The plays of K3s do not read {0} here: they read group_vars and host_vars beside the inventory and beside the playbook they stand in.',
        path,
      )
    : cause === 'shadowed'
      ? msg('Ansible does not read {0}, because there is {1}. Put the two together.', path, instead)
      : msg('Ansible does not read {0}. It would read {1}.', path, instead);
