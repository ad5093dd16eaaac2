// Paths in an inventory that lead to files on this machine.
import type { ModelFile } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { airgapPlaces } from '../../k3s/airgap/airgapPlaces.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import type { Span } from '../../text/span.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';

/** A path that may lead to a file; whether one is there is asked of the file system later. */
export interface LinkCandidate {
  /** The path alone, without quotes. */
  readonly span: Span;
  /** Where it may lead, the first place first. The caller finds out whether anything is there. */
  readonly places: readonly string[];
}

/** Variables whose values are paths on the machine that runs Ansible. */
const PATHS = ['airgap_dir', 'extra_manifests', 'kubeconfig'];

/** Whether there are paths for which folders must be looked up. */
export const hasPaths = ({ model }: InventoryContext, { source: { uri } }: ModelFile): boolean =>
  PATHS.some((name) => definitionsOf(model, name).some((definition) => definition.uri === uri));

/** Values of a file that are paths, with the folders and files that each may mean. */
export function linkCandidates(
  { model }: InventoryContext,
  { source: { uri, text } }: ModelFile,
  bases: { readonly playbookFolders: readonly string[]; readonly inventoryFolders: readonly string[] },
): readonly LinkCandidate[] {
  const values = PATHS.flatMap((name) => definitionsOf(model, name))
    .filter((definition) => definition.uri === uri)
    .flatMap(({ value }) => scalarsOf(value));
  return [...new Set(values)].flatMap((scalar) => {
    const places = airgapPlaces(scalar.text, bases);
    return places ? [{ span: scalarOffsetMap(scalar, text).spanAt(0, scalar.text.length), places }] : [];
  });
}

/** The text, or the texts of a list. */
function scalarsOf(value: YamlNode | undefined): readonly YamlScalar[] {
  const node = resolveAlias(value);
  const items = node?.kind === 'sequence' ? node.items.map(resolveAlias) : [node];
  return items.filter((item) => item?.kind === 'scalar').filter(({ type }) => type === 'str');
}
