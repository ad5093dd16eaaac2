// The clusters of the inventories beside one, read before the rules run, so that rules about them stay pure.
import { findCandidates } from '../ansible/discovery/candidates.ts';
import { loadInventory } from '../ansible/discovery/inventorySources.ts';
import { type InventorySources, inventoriesOf } from '../ansible/discovery/sourcesFor.ts';
import type { ReadDocument } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { memoIn } from '../ansible/files/snapshot.ts';
import { baseName, parentUri } from '../ansible/files/uri.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import { buildInventoryModel } from '../ansible/sources/buildInventoryModel.ts';
import type { OtherCluster } from '../k3s/context.ts';
import { clusterIdentity, KUBECONFIG_VARIABLES, kubeconfigTarget } from '../k3s/roles/kubeconfig.ts';

/** What was found, with every file that was read for it. */
export interface OtherClusters {
  readonly clusters: readonly OtherCluster[];
  readonly around: readonly string[];
}

/** An inventory and where to look. */
export interface ClusterSurroundings {
  readonly folder: string;
  readonly sources: InventorySources;
  readonly playbookFolders: readonly string[];
}

const FOLDER_OF_CLUSTERS = /^(?:inventor(?:y|ies)|environments?|envs?|clusters?|sites?|stages?|hosts)$/i;
/** More inventories are not compared: there are folders with thousands. */
const LIMITS = { maxFiles: 32, maxFolders: 64, maxRead: 128 } as const;

/** Whether the inventory says where its kubeconfig goes: only then other clusters are of interest. */
export const namesKubeconfig = ({ definitionsByName }: InventoryModel): boolean =>
  KUBECONFIG_VARIABLES.some((name) => definitionsByName.has(name));

/** Beside the inventory, and beside its folder where that is one of several by the name of the folder above. */
export async function findOtherClusters(
  fileSystem: FileSystem,
  read: ReadDocument,
  { folder, sources, playbookFolders }: ClusterSurroundings,
): Promise<OtherClusters> {
  const isOneOfSeveral = FOLDER_OF_CLUSTERS.test(baseName(parentUri(folder)));
  const top = isOneOfSeveral ? parentUri(folder) : folder;
  const search = { ...LIMITS, maxDepth: isOneOfSeveral ? 1 : 0 };
  const key = ['clusters', top, search.maxDepth, ...playbookFolders].join('\n');
  const found = await memoIn(fileSystem, key, async () => {
    const { files } = await findCandidates(fileSystem, top, search);
    const inventories = await inventoriesOf(fileSystem, read, files);
    return Promise.all(inventories.map((one) => readCluster(fileSystem, read, one, playbookFolders)));
  });
  const isOwn = (one: InventorySources): boolean => one.join('\n') === sources.join('\n');
  // A sample is no cluster, and is not found.
  if (!found.some((one) => isOwn(one.sources))) return { clusters: [], around: [] };
  const others = found.filter((one) => !isOwn(one.sources));
  return {
    clusters: others.flatMap(({ cluster }) => cluster ?? []),
    around: others.flatMap(({ uris }) => uris),
  };
}

async function readCluster(
  fileSystem: FileSystem,
  read: ReadDocument,
  sources: InventorySources,
  playbookFolders: readonly string[],
) {
  const { input, files } = await loadInventory(fileSystem, read, { sources, playbookFolders, isGuess: true });
  const uris = files.map(({ source }) => source.uri);
  const model = buildInventoryModel(input);
  const identity = model.groups.has('k3s_cluster') ? clusterIdentity(model) : undefined;
  const target = identity && kubeconfigTarget(model);
  if (!identity || !target) return { sources, uris };
  const file = files.find(({ source }) => source.uri === target.definition?.uri);
  const cluster: OtherCluster = { uri: sources[0] ?? '', ...identity, target, ...(file && { file }) };
  return { sources, uris, cluster };
}
