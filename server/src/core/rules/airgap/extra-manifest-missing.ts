import { baseName } from '../../ansible/files/uri.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { manifestsIn } from '../../k3s/airgap/airgapFacts.ts';
import { airgapAnchor } from '../../k3s/airgap/airgapPlaces.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const extraManifestMissing = defineRule({
  id: 'extra-manifest-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A file that `extra_manifests` names does not exist'),
  why: msg(
    'The first play copies each path of the list from the machine that runs Ansible to the servers, and stops at one that is not there ("Could not find or access").\nA relative path starts from the folder of the playbook, as with `airgap_dir`; `{{ inventory_dir }}/manifests/x.yaml` and absolute paths do not depend on it ([roles/prereq](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/roles/prereq/tasks/main.yml)).\nAn absolute path may exist on another machine, so that it is a warning; where the folder of the playbook is not known, the rule is silent about relative ones.',
  ),
  *check(context) {
    const { model, files, airgap } = context;
    const { effective } = definitionsFor(model, clusterHosts(model).all, 'extra_manifests');
    for (const { definition } of effective) {
      const file = files.get(definition.uri);
      for (const { text, span } of file ? manifestsIn(definition.value) : []) {
        if (!file || airgap.manifests.get(text) !== false) continue;
        const isElsewhere = /^(?:absolute|home)$/.test(airgapAnchor(text));
        yield {
          uri: definition.uri,
          span: lineOf(file.source, span),
          ...(isElsewhere && { severity: 'warning' as const }),
          message:
            airgapAnchor(text) === 'playbook' && airgap.playbookFolder !== undefined
              ? msg(
                  'There is no “{0}”: a relative path starts from the folder of the playbook, here “{1}”. The first play stops at it. Correct the path.',
                  text,
                  baseName(airgap.playbookFolder),
                )
              : msg(
                  'There is no “{0}” on this machine. If Ansible runs here, the first play stops at it. Correct the path.',
                  text,
                ),
        };
      }
    }
  },
});
