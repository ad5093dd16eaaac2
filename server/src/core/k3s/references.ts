// Whether the inventory itself uses a variable that the roles do not know: then it is the user's own.

import type { InventoryModel } from '../ansible/model/model.ts';
import { templatesOfVariable } from '../ansible/templates/templates.ts';
import { query } from '../query/query.ts';

/** Every word in a template of the inventory, more than just names: missing a finding costs less than a false alarm. */
export function wordsInTemplates(model: InventoryModel): ReadonlySet<string> {
  const words = new Set<string>();
  for (const name of model.definitionsByName.keys()) {
    for (const word of wordsOf(model, name)) words.add(word);
  }
  return words;
}

const wordsOf = query((model: InventoryModel, name: string): readonly string[] => [
  ...new Set(templatesOfVariable(model, name).flatMap(({ scalar }) => scalar.text.match(/\w+/g) ?? [])),
]);
