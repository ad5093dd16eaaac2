import { baseName } from '../../ansible/files/uri.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import type { VarsName } from '../../ansible/variables/varsNames.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import type { UnseenFolder } from '../../k3s/plays/clusterPlays.ts';
import type { UnreadVars } from '../../k3s/unreadVars.ts';
import {
  createRelevance,
  isContentName,
  lostVariables,
  type NamedPair,
  nameVariables,
  variablesOf,
} from '../../k3s/unusedVariables.ts';
import { type Message, msg } from '../../text/message.ts';

export const variableDefinedInUnusedFile = defineRule({
  id: 'variable-defined-in-unused-file',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A variable stands in a file that Ansible does not read for this inventory'),
  why: msg(
    'Of the files beside an inventory Ansible reads only those in `group_vars` and `host_vars` that are named after a group or a host, without ending or with `.yml`, `.yaml` or `.json`; it says nothing of the others.\nNames that begin with a dot are passed over, so is `group_vars/k3s_cluster.txt`, and so is a folder `group_var`.\n`group_vars/vault.yml` belongs to a group called “vault": for all hosts it must be `group_vars/all/vault.yml`.\nVariables beside a playbook count only for the plays that stand in that folder: for those that `import_playbook` takes from a collection or from another folder they do not ([ansible #76983](https://github.com/ansible/ansible/issues/76983), tried with ansible-core 2.14 and 2.19).\nWhere there are both a folder `group_vars/k3s_cluster/` and a file `group_vars/k3s_cluster.yml`, only the folder counts (tried with ansible-core 2.14).\nThis rule looks only at variables that k3s-ansible or the inventory itself needs and that are defined nowhere else, and not at backups and samples; it is silent when a playbook or a script nearby names the file.',
  ),
  *check(context) {
    if (mayHaveUnknownGroups(context)) return;
    const matters = createRelevance(context);
    for (const unread of context.unusedVarsFiles.unread.values())
      yield* checkUnread(context, unread, matters);
    for (const name of context.unusedVarsFiles.withoutOwner) yield* checkUnowned(context, name, matters);
  },
});

type Matters = (name: string) => boolean;

function* checkUnread(
  context: RuleContext,
  unread: UnreadVars,
  matters: Matters,
): Generator<RuleFinding, void, undefined> {
  const all = lostVariables(context, unread, matters);
  const needed = all.filter(({ name }) => NEEDED.has(name));
  const [lost] = needed.length > 0 ? needed : all;
  if (!lost) return;
  yield {
    uri: unread.file.source.uri,
    span: lost.pair.key.span,
    ...(unread.unseen?.isSure && needed.length > 0 && { severity: 'error' as const }),
    message: unread.unseen
      ? describeUnseen(unread.path, unread.unseen, [...needed, ...all.filter((one) => !needed.includes(one))])
      : describe(unread, lost.name),
  };
}

/** Variables without which the deployment fails. */
const NEEDED: ReadonlySet<string> = new Set(['k3s_version', 'api_endpoint']);

function describeUnseen(path: string, unseen: UnseenFolder, lost: readonly NamedPair[]): Message {
  const names = nameVariables(lost.map(({ name }) => name));
  const [folder = path] = path.split('/');
  if (unseen.playbook === undefined)
    return msg(
      '{0} lies neither beside the inventory nor beside a playbook, so that {1} is not defined. Move {2} next to the inventory.',
      path,
      names,
      folder,
    );
  return msg(
    '{0} lies beside {1}, but the plays that install K3s stand elsewhere ({2}) and do not read it, so that {3} is not defined for them. Move {4} next to the inventory.',
    path,
    baseName(unseen.playbook),
    unseen.imports ?? '…',
    names,
    folder,
  );
}

function describe({ cause, path, instead }: UnreadVars, name: string): Message {
  if (cause === 'shadowed')
    return msg(
      'Ansible does not read {0}, because there is {1}: {2} and all that stands here is not defined. Move the file into the folder, or put the two together.',
      path,
      instead,
      name,
    );
  return msg('Ansible does not read {0}, so that {1} is not defined. Rename it to {2}.', path, name, instead);
}

function* checkUnowned(
  { model, files, unusedVarsFiles }: RuleContext,
  { owner, files: uris }: VarsName,
  matters: Matters,
): Generator<RuleFinding, void, undefined> {
  if (owner.kind === 'group' && !isContentName(owner.name)) return;
  const withoutOwner = new Set(unusedVarsFiles.withoutOwner.flatMap((name) => name.files));
  for (const uri of uris) {
    const file = files.get(uri);
    const lost = (file ? variablesOf(file) : []).find(
      ({ name }) => matters(name) && definitionsOf(model, name).every((other) => withoutOwner.has(other.uri)),
    );
    if (!lost) continue;
    yield {
      uri,
      span: lost.pair.key.span,
      // A host that was removed for good leaves its file behind, which affects no other host.
      ...(owner.kind === 'host' && { severity: 'info' as const }),
      message: describeUnowned(owner, lost.name),
    };
  }
}

const describeUnowned = ({ kind, name }: VarsName['owner'], variable: string): Message =>
  kind === 'group'
    ? msg(
        'To Ansible this file belongs to a group called “{0}”, which the inventory does not have, so that {1} is not defined. Move it to group_vars/all/{0}.yml, or into the folder of its group.',
        name,
        variable,
      )
    : msg(
        'The inventory has no host “{0}”, so that nobody gets {1}. Rename the file or the host.',
        name,
        variable,
      );
