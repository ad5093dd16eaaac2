import { literalOf } from '../../ansible/model/definitions.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { withoutEndSlashes } from '../../text/withoutEndSlashes.ts';
import { serverSettings } from './serverSettings.ts';

const NAME = 'k3s_server_location';

export const k3sDataDirTwice = defineRule({
  id: 'k3s-data-dir-twice',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('`k3s_server_location` and `data-dir` send the data of K3s to different folders'),
  why: msg(
    'Since 1.2.0 `k3s_server_location` makes a link from `/var/lib/rancher/k3s` to another folder, before that it was handed to K3s as `--data-dir`.\nWith a `data-dir` of its own K3s passes by the link: the folder that was prepared stays empty, k3s-ansible looks for the token and the manifests where K3s does not write them, and resetting the cluster leaves the data behind.\nKeep one of the two, `k3s_server_location` by preference.',
  ),
  *check(context) {
    const { model } = context;
    const first = firstServer(model);
    if (first === undefined || mayBeDefinedElsewhere(model, NAME, first)) return;
    const definition = definitionLookup(model, NAME)(first);
    const place = definition && literalOf(definition)?.text.trim();
    const [folder] = place ? (serverSettings(context)(first, 'data-dir') ?? []) : [];
    if (
      !place ||
      !folder ||
      folder.text === '' ||
      withoutEndSlashes(folder.text) === withoutEndSlashes(place)
    )
      return;
    yield {
      ...folder.location,
      message: msg(
        'k3s_server_location keeps the data in {0}, and data-dir sends it to {1}: k3s-ansible does not find it there. Keep one of the two.',
        place,
        folder.text,
      ),
    };
  },
});
