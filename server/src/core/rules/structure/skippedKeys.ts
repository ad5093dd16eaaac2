// Keys that Ansible ignores in an inventory that it reads otherwise, and what was most likely meant.
import type { InventoryModel, ModelFile, StructureProblem } from '../../ansible/model/model.ts';
import { insertSection } from '../../edits/insertSection.ts';
import { distance } from '../../k3s/schema/nearMiss.ts';
import { lineColumnAt } from '../../text/sourceText.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { findPairAt, type PlacedPair } from '../../yaml/pairs.ts';
import { keyText, resolveAlias, type YamlNode } from '../../yaml/tree.ts';

/** The keys that Ansible reads below a group; it skips every other one with a warning. */
export type Section = 'hosts' | 'children' | 'vars';
const SECTIONS: readonly Section[] = ['hosts', 'children', 'vars'];
/** Whether Ansible reads the key below a group. */
export const isSection = (name: string): name is Section => SECTIONS.some((section) => section === name);

/** `typo`: one of the three names is meant. `member`: it belongs below one of the three. */
export type Meaning =
  | { readonly kind: 'typo' | 'member'; readonly section: Section }
  | { readonly kind: 'anchor' | 'unclear' };

/** `unclear` where nothing shows whether the key is a group or a host. */
export function meaningOf(model: InventoryModel, placed: PlacedPair, name: string): Meaning {
  const value = resolveAlias(placed.pair.value);
  const isMapping = value?.kind === 'mapping';
  const section = isMapping || isNothing(value) ? sectionLike(name) : undefined;
  if (section && !hasKey(placed, section)) return { kind: 'typo', section };
  if (placed.pair.value && hasAnchor(placed.pair.value)) return { kind: 'anchor' };
  if (isNothing(value)) return { kind: 'member', section: model.groups.has(name) ? 'children' : 'hosts' };
  if (!isMapping) return { kind: 'member', section: 'vars' };
  const keys = value.pairs.map((pair) => keyText(pair) ?? '');
  if (keys.length > 0 && keys.every(isSection)) return { kind: 'member', section: 'children' };
  const isHost = model.hosts.has(name) || keys.some((key) => key.startsWith('ansible_'));
  return isHost ? { kind: 'member', section: 'hosts' } : { kind: 'unclear' };
}

/** Moves all keys beside it that belong to the same section: one alone would leave the others behind. */
export function moveEdits(
  model: InventoryModel,
  file: ModelFile,
  placed: PlacedPair,
  section: Section,
): readonly TextEdit[] | undefined {
  const parent = placed.above.at(-1);
  if (!parent) return undefined;
  const stray = placed.mapping.pairs.flatMap((pair, index) => {
    const name = keyText(pair);
    if (name === undefined || isSection(name)) return [];
    const meaning = meaningOf(model, { ...placed, pair, index }, name);
    return meaning.kind === 'member' && meaning.section === section ? [index] : [];
  });
  const column = lineColumnAt(file.source, parent.key.span.start).column;
  return insertSection(file.source, placed.mapping, stray, { name: section, parentColumn: column });
}

/** `vars:` and its like at the top, where any key is a group. */
export function topSectionOf(file: ModelFile, { span, group }: StructureProblem): PlacedPair | undefined {
  const above = findPairAt(file.document?.root, span)?.above;
  const [top] = above ?? [];
  if (!top || above?.length !== 1 || group === undefined || !isSection(group)) return undefined;
  return findPairAt(file.document?.root, top.key.span);
}

/** Whether the key's group stands below `children:`. */
export function isBelowChildren({ above }: PlacedPair): boolean {
  const outer = above.at(-2);
  return outer !== undefined && keyText(outer) === 'children';
}

/** Whether anything at the top surely is a group: where nothing is, the file is something else. */
export function hasGroups({ document }: ModelFile): boolean {
  const root = resolveAlias(document?.root);
  if (root?.kind !== 'mapping') return false;
  return root.pairs.some((pair) => {
    const value = resolveAlias(pair.value);
    return value?.kind === 'mapping' && value.pairs.some((inner) => isSection(keyText(inner) ?? ''));
  });
}

/** Misspellings, and the words of other tools for the same. */
export function sectionLike(name: string): Section | undefined {
  const typed = name.toLowerCase();
  if (/^(?:variables|group_?vars)$/.test(typed)) return 'vars';
  if (/^(?:nodes|machines)$/.test(typed)) return 'hosts';
  if (/^(?:(?:sub_?)?groups|child(?:s|rens)?)$/.test(typed)) return 'children';
  return SECTIONS.find((section) => distance(typed, section) <= (section === 'vars' ? 1 : 2));
}

const hasKey = ({ mapping }: PlacedPair, name: string): boolean =>
  mapping.pairs.some((pair) => keyText(pair) === name);

const isNothing = (value: YamlNode | undefined): boolean =>
  !value || (value.kind === 'scalar' && value.type === 'null');

/** A key that holds anchors for merging or repeating: Ansible ignores it, which is intended. */
function hasAnchor(node: YamlNode): boolean {
  if (node.kind === 'alias') return false;
  if (node.anchor !== undefined) return true;
  if (node.kind === 'sequence') return node.items.some(hasAnchor);
  return node.kind === 'mapping' && node.pairs.some(({ value }) => value !== undefined && hasAnchor(value));
}
