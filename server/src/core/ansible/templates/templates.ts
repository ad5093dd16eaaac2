// The Jinja strings of a file, parsed: what Ansible hands to Jinja2, and where each character of it stands.

import { hasJinja, type ParsedTemplate, parseTemplate } from '../../jinja/parse.ts';
import { type Picked, pickedInOrder, pickFrom } from '../../query/picked.ts';
import { fold, query } from '../../query/query.ts';
import { append } from '../../text/append.ts';
import { findDifference } from '../../text/findDifference.ts';
import { groupBy } from '../../text/groupBy.ts';
import { type FileText, type ScalarOffsetMap, scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';
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

/**
 * A text that a variable has as a template, at however many places: thousands of hosts have the same few. What the text
 * alone decides is worked out once for all of them, and after an edit not again.
 */
export interface TemplateShape extends ParsedTemplate {
  readonly variable: string;
  readonly text: string;
}

/** In any order. */
export const shapesOfVariable = query((model: InventoryModel, name: string): readonly TemplateShape[] =>
  [...templatesByDefinition(model, name).shapes.values()].map(({ shape }) => shape),
);

/** Those of all variables, in any order. */
export const templateShapes = query((model: InventoryModel): readonly TemplateShape[] =>
  [...model.definitionsByName.keys()].flatMap((name) => shapesOfVariable(model, name)),
);

/** Those of one variable, each place once. */
export const templatesOfVariable = query(
  (model: InventoryModel, name: string): readonly VariableTemplate[] => {
    const found = new Map<YamlScalar, VariableTemplate>();
    for (const template of pickedInOrder(templatesByDefinition(model, name)).flat())
      if (!found.has(template.scalar)) found.set(template.scalar, template);
    return [...found.values()];
  },
);

/**
 * Of the variables that have a shape about which there is something to say, what `templatesOf` gives of these shapes,
 * variable by variable. Behind an alias, two of them can share a text.
 */
export function* ofShapes<T>(
  model: InventoryModel,
  isWanted: (shape: TemplateShape) => boolean,
  templatesOf: (name: string) => readonly T[],
  scalarOf: (template: T) => YamlScalar,
): Generator<T, void, undefined> {
  for (const [name, shapes] of groupBy(templateShapes(model).filter(isWanted), ({ variable }) => variable)) {
    const texts = new Set(shapes.map(({ text }) => text));
    for (const template of templatesOf(name)) if (texts.has(scalarOf(template).text)) yield template;
  }
}

/** The templates of a variable, by definition, and how often each text is among them. */
interface Templates extends Picked<VariableDefinition, readonly VariableTemplate[]> {
  readonly shapes: Map<string, { readonly shape: TemplateShape; count: number }>;
}

const templatesByDefinition = fold(
  (before: Templates | undefined, model: InventoryModel, name: string): Templates => {
    const definitions = model.definitionsByName.get(name) ?? [];
    const shapes: Templates['shapes'] = before?.shapes ?? new Map();
    const { removed } = findDifference(before?.items ?? [], definitions);
    for (const { scalar } of removed.flatMap((definition) => before?.found.get(definition) ?? [])) {
      const counted = shapes.get(scalar.text);
      if (counted && --counted.count === 0) shapes.delete(scalar.text);
    }
    return { ...pickFrom(before, definitions, (definition) => readDefinition(definition, shapes)), shapes };
  },
);

function readDefinition(
  definition: VariableDefinition,
  shapes: Templates['shapes'],
): readonly VariableTemplate[] | undefined {
  const { value, name } = definition;
  // Nearly all values are a text without templates.
  if (value?.kind === 'scalar' && !hasJinja(value.text)) return undefined;
  const scalars = [...templatesIn(value, new Set())];
  if (scalars.length === 0) return undefined;
  return scalars.map((scalar) => {
    const { text } = scalar;
    const counted = shapes.get(text) ?? { shape: { variable: name, text, ...parseTemplate(text) }, count: 0 };
    counted.count++;
    shapes.set(text, counted);
    const { template, problems } = counted.shape;
    return { definition, scalar, template, problems };
  });
}
