import { groupsAsHosts } from '../../ansible/model/groupsAsHosts.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { msg } from '../../text/message.ts';

export const groupAndHostSameName = defineRule({
  id: 'group-and-host-same-name',
  severity: 'info',
  needs: 'ansible',
  since: '0.1.0',
  needsNoValues: true,
  summary: msg('A group and a host have the same name'),
  why: msg(
    'Ansible warns "Found both group and host with same name" and goes on.\nIn `hosts:` of a play and in `--limit` such a name means all hosts of the group as well as the host: who wants one machine may reach others.',
  ),
  *check({ model }) {
    const meantAsGroups = new Set(groupsAsHosts(model).flatMap(({ names }) => names));
    for (const [name, group] of model.groups) {
      if (meantAsGroups.has(name)) continue;
      const [place] = group.locations;
      const host = model.hosts.get(name);
      const listed = host?.locations[0];
      if (!host || !listed) continue;
      const others = hostsOfGroup(model, name).filter((member) => member !== name).length;
      const { uri, span } = place ?? listed;
      yield {
        uri,
        span,
        message:
          others > 0
            ? msg(
                'Group “{0}” has the name of a host: Ansible warns, and “--limit {0}” reaches all hosts of the group. Rename one of the two.',
                name,
              )
            : msg(
                'Group “{0}” has the name of a host: Ansible warns on every run. Rename one of the two.',
                name,
              ),
        related: place
          ? [{ uri: listed.uri, span: listed.span, message: msg('“{0}” is a host here', name) }]
          : [],
      };
    }
  },
});
