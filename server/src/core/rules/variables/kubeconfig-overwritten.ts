import { scalarOf, valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { MERGED_KUBECONFIG } from '../../k3s/roles/kubeconfig.ts';
import { msg } from '../../text/message.ts';
import { setValueEdit } from '../../yaml/edits.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const kubeconfigOverwritten = defineRule({
  id: 'kubeconfig-overwritten',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The kubeconfig of the cluster replaces your own'),
  why: msg(
    'k3s-ansible fetches the kubeconfig of the cluster to the path in `kubeconfig`, over whatever is there.\nOnly with the default, `~/.kube/config.new`, it merges it into `~/.kube/config`, and leaves your other contexts alone ([k3s-ansible#295](https://github.com/k3s-io/k3s-ansible/issues/295), [#259](https://github.com/k3s-io/k3s-ansible/issues/259)).',
  ),
  *check({ model, files }) {
    for (const definition of clusterDefinitions(model, (name) => name === 'kubeconfig')) {
      const file = files.get(definition.uri);
      const scalar = scalarOf(definition);
      if (!file || scalar?.type !== 'str' || !OWN.test(scalar.text.trim())) continue;
      const { uri, span } = valueLocation(definition);
      yield {
        uri,
        span: lineOf(file.source, span),
        message: msg(
          'This overwrites the kubeconfig that holds all your contexts. Write {0}, and k3s-ansible merges that of the cluster into it.',
          MERGED_KUBECONFIG,
        ),
        fixes: [
          {
            title: msg('Write {0}', MERGED_KUBECONFIG),
            safety: 'unsafe',
            preferred: true,
            edits: () => [setValueEdit(file.source, definition, MERGED_KUBECONFIG)],
          },
        ],
      };
    }
  },
});

/** Where kubectl looks by default, for the user who runs Ansible. */
const OWN =
  /^(?:~|\$HOME|\$\{HOME\}|\/root|\/(?:home|Users)\/[^/]+|\{\{\s*(?:lookup\(\s*['"](?:ansible\.builtin\.)?env['"]\s*,\s*['"]HOME['"]\s*\)|ansible_env\.HOME)\s*\}\})\/\.kube\/config$/;
