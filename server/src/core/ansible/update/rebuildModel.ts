// The model after any edit: put together from sections where that is enough; otherwise built anew, which costs little
// where the trees share what was read of them. Either way, both models share whatever is the same.
import type { InventoryModel } from '../model/model.ts';
import { buildInventoryModel, type InventoryInput } from '../sources/buildInventoryModel.ts';
import { assembleModel } from './assembleModel.ts';
import { exchangeDefinitions } from './exchangeDefinitions.ts';
import type { ModelUpdate } from './modelUpdate.ts';
import { isSameGroup, isSameHost, shareLists, shareMap } from './sharing.ts';

/**
 * Works for any edit; in time that grows with the inventory where {@link assembleModel} does not do. `updateModel` is
 * the short way for the edits that typing makes, and must come to the same model.
 */
export const rebuildModel = (
  before: InventoryModel,
  inputBefore: InventoryInput,
  input: InventoryInput,
): ModelUpdate =>
  exchangeDefinitions(before, assembleModel(before, inputBefore, input) ?? buildAnew(before, input));

function buildAnew(before: InventoryModel, input: InventoryInput): InventoryModel {
  const built = buildInventoryModel(input);
  return {
    ...built,
    ...shareLists(before, built),
    groups: shareMap(before.groups, built.groups, isSameGroup),
    hosts: shareMap(before.hosts, built.hosts, isSameHost),
  };
}
