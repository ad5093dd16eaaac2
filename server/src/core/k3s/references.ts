// Whether the inventory itself uses a variable that the roles do not know: then it is somebody's own.

import { derived } from '../ansible/model/derived.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import { templatesOfVariable } from '../ansible/templates/templates.ts';

/** Every word in a template of the inventory; more than names, because silence is cheaper than a false alarm. */
export function wordsInTemplates(model: InventoryModel): ReadonlySet<string> {
  const words = new Set<string>();
  for (const name of model.definitionsByName.keys()) {
    const found = derived(model, `words in templates of ${name}`, () => wordsOf(model, name));
    for (const word of found) words.add(word);
  }
  return words;
}

const wordsOf = (model: InventoryModel, name: string): readonly string[] => [
  ...new Set(templatesOfVariable(model, name).flatMap(({ scalar }) => scalar.text.match(/\w+/g) ?? [])),
];
