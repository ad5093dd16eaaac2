import { type GroupsAsHosts, groupsAsHosts } from '../../ansible/model/groupsAsHosts.ts';
import type { HostLocation, Location } from '../../ansible/model/model.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { msg } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { findPairAt } from '../../yaml/pairs.ts';
import { keyText } from '../../yaml/tree.ts';

export const inventoryGroupsAsHosts = defineRule({
  id: 'inventory-groups-as-hosts',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A group lists other groups as if they were hosts'),
  why: msg(
    'In an INI inventory `[k3s_cluster]` lists hosts, and only `[k3s_cluster:children]` lists groups; in YAML groups stand below `children:`.\nOtherwise Ansible takes `server` and `agent` for machines that are called so, tries to reach them, and the hosts of these groups are not in the cluster and do not see its variables (seen with ansible-core 2.14 and 2.19).',
  ),
  *check(context) {
    for (const found of groupsAsHosts(context.model)) {
      const place = context.model.hosts.get(found.names[0] ?? '')?.locations[0];
      if (!place) continue;
      const fix = fixFor(context, found, place);
      yield {
        uri: place.uri,
        span: place.span,
        message: msg(
          'The group {0} lists groups as if they were hosts ({1}): Ansible looks for machines with these names, and the hosts of the groups are not in {0}. List them as its children.',
          found.group,
          found.names.join(', '),
        ),
        fixes: fix ? [fix] : [],
      };
    }
  },
});

function fixFor(context: RuleContext, { group, names }: GroupsAsHosts, place: HostLocation): Fix | undefined {
  const edit = sectionEdit(context, group, place) ?? keyEdit(context, names, place);
  return (
    edit && {
      title: msg('List them as children of {0}', group),
      safety: 'unsafe',
      preferred: true,
      edits: () => [edit],
    }
  );
}

/** `[group]` right above the first of them. */
function sectionEdit({ model, files }: RuleContext, group: string, place: Location): TextEdit | undefined {
  const source = files.get(place.uri)?.source;
  const header = model.groups
    .get(group)
    ?.locations.filter(({ uri, span }) => uri === place.uri && span.start < place.span.start)
    .at(-1);
  if (!source || !header || source.slice(header.span.end, header.span.end + 1) !== ']') return undefined;
  return { span: { start: header.span.end, end: header.span.end }, newText: ':children' };
}

/** `hosts:` in YAML, where nothing else stands below it and the group has no children yet. */
function keyEdit({ files }: RuleContext, names: readonly string[], place: Location): TextEdit | undefined {
  const placed = findPairAt(files.get(place.uri)?.document?.root, place.span);
  const [outer, hosts] = placed?.above.slice(-2) ?? [];
  if (!placed || !hosts || outer?.value?.kind !== 'mapping' || keyText(hosts) !== 'hosts') return undefined;
  const isTaken = outer.value.pairs.some((pair) => keyText(pair) === 'children');
  return isTaken || placed.mapping.pairs.length !== names.length
    ? undefined
    : { span: hosts.key.span, newText: 'children' };
}
