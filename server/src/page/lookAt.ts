// What the page shows of an inventory: asked of the core, in one go, for one state of the files.
import type {
  Diagnosis,
  DocumentStatus,
  InventoryRequest,
  LanguageService,
  PreviewedCluster,
  TopologyAnswer,
} from '../core/index.ts';
import { ROOT } from './files.ts';

/** What is known of an inventory, or of a file that belongs to none. */
export interface Look {
  /** The file that stands for the inventory in questions about documents. */
  readonly uri: string;
  /** The inventories to choose from. */
  readonly inventories: readonly InventoryRequest[];
  readonly status: DocumentStatus;
  readonly diagnoses: readonly Diagnosis[];
  /** Whether any rule has looked at it, so that an empty list means something. */
  readonly isChecked: boolean;
  readonly cluster: PreviewedCluster | undefined;
  readonly topology: TopologyAnswer | undefined;
}

/** @param chosen the first source of the inventory to look at; the first inventory is looked at where there is none such. */
export async function lookAt(service: LanguageService, opened: string, chosen: string): Promise<Look> {
  const inventories = await service.findInventories([ROOT]);
  const request = inventories.find(({ sources }) => sources[0] === chosen) ?? inventories[0];
  const uri = request?.sources[0] ?? opened;
  const [checked, status, cluster, topology] = [
    await service.check(request ?? uri, {}),
    await service.statusOf(uri),
    await service.previewedCluster(uri),
    await service.topologyOf(uri, {}),
  ];
  const isChecked = checked.inventories.some(({ checkedBy }) => checkedBy !== 'none');
  return {
    uri,
    inventories,
    status,
    diagnoses: checked.diagnoses.toSorted(byPlace),
    isChecked,
    cluster,
    topology,
  };
}

const SEVERITIES = ['error', 'warning', 'info'];

const byPlace = (a: Diagnosis, b: Diagnosis): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  (a.uri < b.uri ? -1 : Number(a.uri > b.uri)) ||
  a.start.line - b.start.line;
