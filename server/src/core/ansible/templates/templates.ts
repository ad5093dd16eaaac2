// The Jinja strings of a file, parsed: what Ansible hands to Jinja2, and where each character of it stands.

import { hasJinja, type ParsedTemplate, parseTemplate } from '../../jinja/parse.ts';
import { query } from '../../query/query.ts';
import { append } from '../../text/append.ts';
import { type FileText, type ScalarOffsetMap, scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';
import { eachDefinition } from '../model/eachDefinition.ts';
import type { InventoryModel, VariableDefinition } from '../model/model.ts';
import { entriesBelow } from '../sources/outline.ts';
import type { OutlineEntry } from '../sources/outlineEntry.ts';

/**
 * A scalar that is a template, with its parsed form. Offsets in `template` are those of the scalar's text; `map`
 * leads to the file.
 */
export interface TemplateString extends ParsedTemplate {
  readonly scalar: YamlScalar;
  /** The variable whose value it is, or is a part of. */
  readonly variable: OutlineEntry;
  /** From offsets of the template to offsets of the file. */
  readonly map: ScalarOffsetMap;
}

/** In the order of the text, except for what stands behind an alias. */
export function readTemplates(outline: readonly OutlineEntry[], text: FileText): readonly TemplateString[] {
  const found: TemplateString[] = [];
  const seen = new Set<YamlNode>();
  for (const variable of entriesBelow(outline))
    for (const scalar of templatesIn(variable.value, seen))
      found.push({ scalar, variable, map: scalarOffsetMap(scalar, text), ...parseTemplate(scalar.text) });
  return found;
}

/** The scalars that Ansible hands to Jinja2; keys are none. */
function* templatesIn(value: YamlNode | undefined, seen: Set<YamlNode>): Generator<YamlScalar> {
  const waiting = value ? [value] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = resolveAlias(next);
    if (!node || seen.has(node) || node.tag === '!unsafe') continue;
    seen.add(node);
    if (node.kind === 'sequence') append(waiting, node.items.toReversed());
    else if (node.kind === 'mapping') append(waiting, node.pairs.flatMap(valueIn).reverse());
    else if (node.type === 'str' && hasJinja(node.text)) yield node;
  }
}

const valueIn = ({ value }: { readonly value?: YamlNode }): readonly YamlNode[] => (value ? [value] : []);

/** A text among the values of variables that Ansible hands to Jinja2. */
export interface VariableTemplate extends ParsedTemplate {
  readonly scalar: YamlScalar;
  /** A host range defines at one place for many hosts; this is one of them. */
  readonly definition: VariableDefinition;
}

/** Those of one variable, each place once. */
export const templatesOfVariable = query(
  (model: InventoryModel, name: string): readonly VariableTemplate[] => {
    const found = new Map<YamlScalar, VariableTemplate>();
    for (const template of templatesByDefinition(model, name).flat())
      if (!found.has(template.scalar)) found.set(template.scalar, template);
    return [...found.values()];
  },
);

/** Those of all variables. Behind an alias, two of them can share a text. */
export const templatesOfVariables = query((model: InventoryModel): readonly VariableTemplate[] =>
  [...model.definitionsByName.keys()].flatMap((name) => templatesOfVariable(model, name)),
);

const templatesByDefinition = eachDefinition((definition): readonly VariableTemplate[] | undefined => {
  const { value } = definition;
  // Nearly all values are a text without templates.
  if (value?.kind === 'scalar' && !hasJinja(value.text)) return undefined;
  const scalars = [...templatesIn(value, new Set())];
  if (scalars.length === 0) return undefined;
  return scalars.map((scalar) => ({ definition, scalar, ...parseTemplate(scalar.text) }));
});
