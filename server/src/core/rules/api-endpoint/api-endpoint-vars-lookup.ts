import { defineRule } from '../../diagnostics/rule.ts';
import { varsLookups } from '../../edits/varsLookup.ts';
import { endpointTemplates, placeRead } from '../../k3s/endpoint.ts';
import { msg } from '../../text/message.ts';
import { editsInFile } from '../../yaml/spanInFile.ts';

export const apiEndpointVarsLookup = defineRule({
  id: 'api-endpoint-vars-lookup',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('`api_endpoint` looks a host up in `vars` instead of `hostvars`'),
  why: msg(
    "`vars` holds the variables of the current host by their names; it has no entries for other hosts.\nSo `vars[groups['server'][0]]['ansible_host']` is never there: with a `default()` the default always wins, silently and even if the host sets `ansible_host`; without one, Ansible stops (seen with ansible-core 2.14).\nNewer releases of ansible-core deprecate `vars` altogether.\nThe variables of other hosts are in `hostvars`.",
  ),
  *check(context) {
    for (const endpoint of endpointTemplates(context)) {
      for (const { span } of varsLookups(endpoint.template)) {
        yield {
          ...placeRead(endpoint, span),
          message: msg(
            '“vars” has no entries for hosts, so this finds nothing and ansible_host is never used. Variables of other hosts are in “hostvars”.',
          ),
          fixes: [
            {
              title: msg('Replace “vars” by “hostvars”'),
              safety: 'safe',
              preferred: true,
              edits: () =>
                editsInFile(endpoint.file.source, endpoint.scalar, [
                  { span: endpoint.written(span), newText: 'hostvars' },
                ]),
            },
          ],
        };
      }
    }
  },
});
