// The model after any edit: put together from sections where that is enough; otherwise built anew, which costs little
// where the trees share what was read of them, and compared with the model before, so that both share whatever is the same.
import { hasSameItems } from '../../text/hasSameItems.ts';
import type { InventoryModel } from '../model/model.ts';
import { buildInventoryModel, type InventoryInput } from '../sources/buildInventoryModel.ts';
import { assembleModel } from './assembleModel.ts';
import type { ModelUpdate } from './modelUpdate.ts';
import { isSameGroup, isSameHost, shareLists, shareMap } from './sharing.ts';

/**
 * Works for any edit; in time that grows with the inventory where {@link assembleModel} does not do. `updateModel` is
 * the short way for the edits that typing makes, and must come to the same model.
 */
export function rebuildModel(
  before: InventoryModel,
  inputBefore: InventoryInput,
  input: InventoryInput,
): ModelUpdate {
  return assembleModel(before, inputBefore, input) ?? buildAnew(before, input);
}

function buildAnew(before: InventoryModel, input: InventoryInput): ModelUpdate {
  const built = buildInventoryModel(input);
  const byName = shareMap(before.definitionsByName, built.definitionsByName, hasSameItems);
  const ofGroups = shareMap(before.definitionsOfGroups, built.definitionsOfGroups, hasSameItems);
  const ofHosts = shareMap(before.definitionsOfHosts, built.definitionsOfHosts, hasSameItems);
  const { definitions } = before;
  return {
    model: Object.freeze({
      ...built,
      ...shareLists(before, built),
      definitions: hasSameItems(definitions, built.definitions) ? definitions : built.definitions,
      definitionsByName: byName.map,
      definitionsOfGroups: ofGroups.map,
      definitionsOfHosts: ofHosts.map,
      groups: shareMap(before.groups, built.groups, isSameGroup).map,
      hosts: shareMap(before.hosts, built.hosts, isSameHost).map,
    }),
    variables: byName,
    groups: ofGroups,
    hosts: ofHosts,
  };
}
