// The outline of an inventory file, in YAML or INI, for the symbols of a document.
import { iniOutline } from './ini/iniOutline.ts';
import type { OutlineEntry, OutlineFile } from './outlineEntry.ts';
import { yamlOutline } from './yamlOutline.ts';

/** The outline of a file, empty at worst: it is asked for while the user is typing, so no text is an error. */
export const outlineOf = ({ source, document, role }: OutlineFile): readonly OutlineEntry[] =>
  document ? yamlOutline(source.pieces, document, role === 'inventory') : iniOutline(source.text);

/** Every entry, parents first. */
export function* entriesBelow(entries: readonly OutlineEntry[]): Generator<OutlineEntry, void, undefined> {
  for (const entry of entries) {
    yield entry;
    yield* entriesBelow(entry.children);
  }
}
