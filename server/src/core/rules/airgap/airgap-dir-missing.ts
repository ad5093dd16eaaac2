import { baseName } from '../../ansible/files/uri.ts';
import { scalarOf } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext, type Severity } from '../../diagnostics/rule.ts';
import { listDownloads } from '../../edits/airgapFixes.ts';
import { airgapAnchor } from '../../k3s/airgap/airgapPlaces.ts';
import { airgapDefinitions, airgapFolders, unlessFetched } from '../../k3s/airgapDir.ts';
import { type Message, msg } from '../../text/message.ts';

export const airgapDirMissing = defineRule({
  id: 'airgap-dir-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The folder that `airgap_dir` names does not exist'),
  why: msg(
    'The airgap role copies the K3s binary and the images from this folder of the machine that runs Ansible, and downloads the install script into it if that is missing; without the folder it stops or copies nothing.\nA relative path does not start from the inventory or from where you are: it starts from the folder of the playbook that holds the play, which is `playbooks/` in a checkout of k3s-ansible and a folder of the collection for `k3s.orchestration.site` ([sample inventory](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/inventory-sample.yml), tried with ansible-core 2.14).\n`{{ inventory_dir }}/airgap` and absolute paths work with both.\nThis rule looks in every place that Ansible could mean near the inventory, and speaks only if none has the folder; where the playbooks are unknown, it only informs.',
  ),
  *check(context) {
    for (const { definition, location } of airgapDefinitions(context)) {
      if (airgapFolders(context, definition)?.length !== 0) continue;
      const described = describe(context, scalarOf(definition)?.text ?? '');
      yield unlessFetched(context, { ...location, ...described, fixes: [listDownloads] });
    }
  },
});

function describe({ airgap, plays }: RuleContext, path: string): { message: Message; severity: Severity } {
  const playbooks = airgap.playbookFolder;
  switch (airgapAnchor(path)) {
    case 'absolute':
    case 'home':
      return {
        severity: playbooks === undefined ? 'warning' : 'error',
        message: msg(
          'There is no folder “{0}” on this machine. If Ansible runs here, the airgap installation finds no files: create the folder, or correct the path.',
          path,
        ),
      };
    case 'inventory':
      return {
        severity: 'error',
        message: msg(
          'There is no folder “{0}” beside the inventory, so the airgap installation finds no files. Create the folder, or correct the path.',
          path,
        ),
      };
    default:
      if (playbooks === undefined && plays.elsewhere !== undefined)
        return {
          severity: 'warning',
          message: msg(
            'A relative path starts from the folder of the playbook, here that of {0}, so that “{1}” is not the one beside your inventory. Use an absolute path, or one that begins with {2}.',
            plays.elsewhere,
            path,
            '{{ inventory_dir }}/',
          ),
        };
      return playbooks === undefined
        ? {
            severity: 'info',
            message: msg(
              'No folder “{0}” was found near the inventory. A relative path starts from the folder of the playbook, which is not known here; an absolute path or one that begins with {1} is safer.',
              path,
              '{{ inventory_dir }}/',
            ),
          }
        : {
            severity: 'error',
            message: msg(
              'There is no folder “{0}”: a relative path starts from the folder of the playbook, here “{1}”. Create the folder there, or correct the path.',
              path,
              baseName(playbooks),
            ),
          };
  }
}
