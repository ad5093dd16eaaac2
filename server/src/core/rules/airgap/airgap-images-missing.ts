import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { listDownloads } from '../../edits/airgapFixes.ts';
import { airgapDefinitions, airgapFolders, type Folder, unlessFetched } from '../../k3s/airgapDir.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { REGISTRIES } from '../../k3s/config/carriers.ts';
import { mayHaveRegistry } from '../../k3s/registry.ts';
import { isArchive, isImageName } from '../../k3s/roles/airgapFiles.ts';
import { airgapRulesOf } from '../../k3s/roles/behaviour.ts';
import { type Message, msg } from '../../text/message.ts';

export const airgapImagesMissing = defineRule({
  id: 'airgap-images-missing',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The airgap folder holds no image archives'),
  why: msg(
    'K3s starts its own components from images; without the internet they come from the archives that the airgap role copies to every node: each `*.tar`, `*.tar.gz` and `*.tar.zst` in the folder itself, not in folders below it (before 1.1.0 exactly `k3s-airgap-images-<arch>.tar[.gz|.zst]`).\nIf there is none, Ansible reports nothing, and the pods wait for their images for ever.\nClusters that pull from a [registry of their own](https://docs.k3s.io/installation/airgap) do without; with `registries_config_yaml` or a default registry in the inventory this rule is silent.',
  ),
  *check(context) {
    const { model } = context;
    for (const { definition, location } of airgapDefinitions(context)) {
      const folders = airgapFolders(context, definition) ?? [];
      const rules = airgapRulesOf(context);
      const isThere = folders.some(({ files }) => files.some((name) => isImageName(name, rules)));
      if (folders.length === 0 || isThere) continue;
      if (mayHaveRegistry(model)) continue;
      const message = unlessElsewhere(model, describe(folders), REGISTRIES, clusterHosts(model).all);
      yield unlessFetched(context, { ...location, message, fixes: [listDownloads] });
    }
  },
});

const OTHER_ARCHIVE = /\.(?:tgz|tzst|txz|tbz2?|tar\.\w+)$/i;

function describe(folders: readonly Folder[]): Message {
  const names = folders.flatMap(({ files }) => files);
  const ignored = names.find(isArchive);
  if (ignored !== undefined)
    return msg(
      'This k3s-ansible does not copy “{0}”: before 1.1.0 it looks for k3s-airgap-images-amd64.tar.zst (or .tar.gz, .tar, or that of your architecture) and nothing else. Rename the archive, or update k3s-ansible to 1.1.0 or newer.',
      ignored,
    );
  const other = names.find((name) => OTHER_ARCHIVE.test(name));
  return other === undefined
    ? msg(
        'The airgap folder holds no image archive: pods will wait for their images, without an error from Ansible. Folders in it are not searched. Put k3s-airgap-images-amd64.tar.zst (or that of your architecture) there.',
      )
    : msg(
        'k3s-ansible does not copy “{0}”: image archives must end in .tar, .tar.gz or .tar.zst. Pods will wait for their images, without an error from Ansible.',
        other,
      );
}
