// The edit that adds the group of the cluster, above groups that are there, at the end of an inventory.
import type { ModelFile } from '../ansible/model/model.ts';
import { CLUSTER_GROUP } from '../k3s/clusterGroups.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { appendLines } from './appendLines.ts';

/** `undefined` where it is not sure to be read there. */
export const addCluster = (file: ModelFile, children: readonly string[]): TextEdit | undefined =>
  appendLines(
    file,
    file.document
      ? [`${CLUSTER_GROUP}:`, '  children:', ...children.map((name) => `    ${name}:`)]
      : ['', `[${CLUSTER_GROUP}:children]`, ...children],
  );
