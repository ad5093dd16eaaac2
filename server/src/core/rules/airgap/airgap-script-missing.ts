import { defineRule } from '../../diagnostics/rule.ts';
import { listDownloads } from '../../edits/airgapFixes.ts';
import { airgapDefinitions, airgapFolders } from '../../k3s/airgapDir.ts';
import { SCRIPT } from '../../k3s/roles/airgapFiles.ts';
import { msg } from '../../text/message.ts';

export const airgapScriptMissing = defineRule({
  id: 'airgap-script-missing',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The airgap folder holds no install script under the name that is looked for'),
  why: msg(
    'The airgap role takes `k3s-install.sh` from the folder; if it is not there, it downloads the script from get.k3s.io into the folder, on the machine that runs Ansible ([#393](https://github.com/k3s-io/k3s-ansible/issues/393)).\nThat is fine where this machine may reach the internet and write there, and the end of the installation where it may not.\n`install.sh`, the name in the documentation of K3s, is not looked for: whoever put it there meant it to be used, so that this is a warning.',
  ),
  *check(context) {
    for (const { definition, location } of airgapDefinitions(context)) {
      const folders = airgapFolders(context, definition) ?? [];
      const names = folders.flatMap(({ files }) => files);
      // An empty folder has a finding that matters more.
      if (names.length === 0 || names.includes(SCRIPT)) continue;
      const other = names.find((name) => OTHER.test(name));
      yield {
        ...location,
        ...(other !== undefined && { severity: 'warning' as const }),
        message:
          other === undefined
            ? msg(
                'The airgap folder holds no {0}: the machine that runs Ansible downloads it from get.k3s.io, or the installation stops.',
                SCRIPT,
              )
            : msg(
                'The airgap folder holds “{0}”, but the install script is looked for as “{1}”, and otherwise downloaded from get.k3s.io. Rename it.',
                other,
                SCRIPT,
              ),
        fixes: [listDownloads],
      };
    }
  },
});

const OTHER = /^(?:k3s[-_.]?)?install(?:\.sh)?$|^get[-_.]k3s/i;
