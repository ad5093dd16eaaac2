// Whether the inventory itself uses a variable that the roles do not know: then it is somebody's own.

import { derived } from '../../inventory/derived.ts';
import type { InventoryModel, VariableDefinition } from '../../inventory/model.ts';
import { definitionsOf } from '../../inventory/queries.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { resolveAlias, type YamlNode } from '../../yaml/tree.ts';

/** Every word in a template of the inventory; more than names, because silence is cheaper than a false alarm. */
export function wordsInTemplates(model: InventoryModel): ReadonlySet<string> {
  const words = new Set<string>();
  for (const name of model.definitionsByName.keys()) {
    const found = derived(model, `words in templates of ${name}`, () => wordsIn(definitionsOf(model, name)));
    for (const word of found) words.add(word);
  }
  return words;
}

function wordsIn(definitions: readonly VariableDefinition[]): ReadonlySet<string> {
  const words = new Set<string>();
  const seen = new Set<YamlNode>();
  for (const { value } of definitions) {
    // Nearly all values are a text without templates.
    if (value?.kind === 'scalar' && !hasJinja(value.text)) continue;
    const waiting = value ? [value] : [];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const node = resolveAlias(next);
      if (!node || seen.has(node)) continue;
      seen.add(node);
      if (node.kind === 'sequence') waiting.push(...node.items);
      else if (node.kind === 'mapping')
        for (const pair of node.pairs) waiting.push(...(pair.value ? [pair.value] : []));
      else if (hasJinja(node.text)) for (const [word] of node.text.matchAll(/\w+/g)) words.add(word);
    }
  }
  return words;
}
