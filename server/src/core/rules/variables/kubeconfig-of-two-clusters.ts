import { baseName, parentUri } from '../../ansible/files/uri.ts';
import { valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import type { OtherCluster } from '../../k3s/context.ts';
import { areTwoClusters, clusterIdentity, kubeconfigTarget } from '../../k3s/roles/kubeconfig.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const kubeconfigOfTwoClusters = defineRule({
  id: 'kubeconfig-of-two-clusters',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('Two clusters write the same context, or the same file, on the machine that runs Ansible'),
  why: msg(
    'k3s-ansible merges the kubeconfig of a cluster into your `~/.kube/config`, as the context `cluster_context`; with another `kubeconfig` than the default it overwrites that file.\nIf two clusters have the same name there, each deployment replaces what the other one wrote, and `kubectl` talks to the wrong cluster.\nInventories in the same folder are compared, and those in folders side by side below `inventory`, `environments` and the like.\nThe rule is silent where the two may be one cluster: a server, an address or `api_endpoint` that both have, or that is not known.',
  ),
  *check({ model, files, otherClusters = [] }) {
    const target = otherClusters.length > 0 ? kubeconfigTarget(model) : undefined;
    const identity = target?.definition && clusterIdentity(model);
    const file = target?.definition && files.get(target.definition.uri);
    if (!target?.definition || !identity || !file) return;
    const others = otherClusters.filter(
      (other) =>
        other.target.kind === target.kind &&
        other.target.name === target.name &&
        areTwoClusters(identity, other),
    );
    const [first] = others;
    if (!first) return;
    const { uri, span } = valueLocation(target.definition);
    yield {
      uri,
      span: lineOf(file.source, span),
      message:
        target.kind === 'context'
          ? msg(
              'The cluster of {1} has the context {0}, too: each deployment replaces the other cluster in your ~/.kube/config. Give each its own cluster_context.',
              target.name,
              shownPath(first.uri),
            )
          : msg(
              'The kubeconfig of {1} goes to {0}, too: each deployment overwrites that of the other cluster. Give each its own file.',
              target.name,
              shownPath(first.uri),
            ),
      related: others.flatMap((other) => placeOf(other, uri)),
    };
  },
});

function placeOf({ target: { definition }, file }: OtherCluster, own: string) {
  if (!definition || !file || definition.uri === own) return [];
  const { uri, span } = valueLocation(definition);
  return [{ uri, span: lineOf(file.source, span), message: msg('the other cluster') }];
}

/** With its folder, because inventories of several clusters mostly have the same name. */
const shownPath = (uri: string): string => `${baseName(parentUri(uri))}/${baseName(uri)}`;
