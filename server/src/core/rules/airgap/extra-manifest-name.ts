import { baseName } from '../../ansible/files/uri.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { manifestsIn } from '../../k3s/airgap/airgapFacts.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const extraManifestName = defineRule({
  id: 'extra-manifest-name',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('K3s does not apply a manifest with such a file name'),
  why: msg(
    'K3s makes an AddOn of each file in its folder of manifests, and names it as the file up to the first dot.\nSuch a name may hold lower-case letters, digits and dashes; with an underscore or a capital letter Kubernetes refuses the AddOn, and nothing of the file is applied ([K3s documentation](https://docs.k3s.io/installation/packaged-components#file-naming-requirements)).\nNames that Jinja works out are not judged.',
  ),
  *check({ model, files }) {
    const { effective } = definitionsFor(model, clusterHosts(model).all, 'extra_manifests');
    for (const { definition } of effective) {
      const file = files.get(definition.uri);
      for (const { text, span } of file ? manifestsIn(definition.value) : []) {
        const name = baseName(text.trim());
        if (!file || hasJinja(name) || !/\.(?:ya?ml|json)$/i.test(name) || NAME.test(name)) continue;
        yield {
          uri: definition.uri,
          span: lineOf(file.source, span),
          message: msg(
            'K3s names what it applies as the file, “{0}”, and Kubernetes refuses that name: nothing of the file is applied. Use lower-case letters, digits and dashes.',
            name.split('.')[0] ?? name,
          ),
        };
      }
    }
  },
});

/** Up to its first dot a name by RFC 1123. */
const NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\./;
