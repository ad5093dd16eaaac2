// The inventories around a document, with every name in their files: where following a name starts.

import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import { varsBaseOf } from '../ansible/discovery/sourcesFor.ts';
import type { ModelFile } from '../ansible/model/model.ts';
import { type Reference, readNames, type SymbolIndex } from '../ansible/templates/references.ts';
import { type IndexedContext, referenceAt } from '../features/cursor/names.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { knowsVariables } from '../k3s/recognition.ts';
import type { Workspace } from '../session/workspace.ts';
import { type LineColumn, offsetAt, type SourceText } from '../text/sourceText.ts';

/** A place in a document, with the inventories of k3s-ansible that the document belongs to. */
export interface DocumentPosition {
  readonly uri: string;
  readonly source: SourceText;
  readonly offset: number;
  readonly contexts: readonly [IndexedContext, ...IndexedContext[]];
}

/** What stands at the place; the inventories are all those that share a file in which it is named. */
export interface SymbolAtCursor extends DocumentPosition {
  readonly target: Reference;
}

/** From a position to what it names, with every inventory where that name may occur. */
export interface SymbolResolver {
  /** The inventories of a document, or an inventory by itself. */
  contextsOf(target: string | InventoryRequest): Promise<readonly IndexedContext[]>;
  /** `undefined` where the document belongs to no inventory whose variables are known. */
  cursorAt(uri: string, position: LineColumn): Promise<DocumentPosition | undefined>;
  /** Also reads the inventories that share a file with the one of the document: a rename must reach them. */
  targetAt(uri: string, position: LineColumn): Promise<SymbolAtCursor | undefined>;
}

/** Keeps the index of a text for as long as the text is in use. */
export function createNamedInventories(workspace: Workspace): SymbolResolver {
  const withNames = createNameReader();

  async function contextsOf(target: string | InventoryRequest): Promise<readonly IndexedContext[]> {
    const analyses = await workspace.analyze(target);
    return analyses
      .filter(knowsVariables)
      .filter(({ context }) => typeof target !== 'string' || context.files.has(target))
      .map(({ context }) => withNames(context));
  }

  async function cursorAt(uri: string, position: LineColumn): Promise<DocumentPosition | undefined> {
    const [first, ...others] = await contextsOf(uri);
    const source = first?.files.get(uri)?.source;
    return source && { uri, source, offset: offsetAt(source, position), contexts: [first, ...others] };
  }

  async function targetAt(uri: string, position: LineColumn): Promise<SymbolAtCursor | undefined> {
    const cursor = await cursorAt(uri, position);
    const target = cursor && referenceAt(cursor.contexts[0], uri, cursor.offset);
    return target && { ...cursor, target, contexts: await contextsAround(cursor, target) };
  }

  async function contextsAround(
    { uri, contexts }: DocumentPosition,
    target: Reference,
  ): Promise<DocumentPosition['contexts']> {
    const [first, ...others] = contexts;
    const found = new Map(others.map((context) => [keyOf(context), context]));
    const asked = new Set([varsBaseOf(uri) ?? uri]);
    const waiting = [...contexts];
    for (const context of waiting) {
      for (const [file, { references }] of context.names) {
        const base = varsBaseOf(file);
        if (base === undefined || asked.has(base) || !references.some(isLike(target))) continue;
        asked.add(base);
        for (const other of await contextsOf(file)) {
          if (found.has(keyOf(other)) || keyOf(other) === keyOf(first)) continue;
          found.set(keyOf(other), other);
          waiting.push(other);
        }
      }
    }
    return [first, ...found.values()];
  }

  return { contextsOf, cursorAt, targetAt };
}

/** A file is indexed once for each of its texts. */
function createNameReader(): (context: InventoryContext) => IndexedContext {
  const known = new WeakMap<SourceText, SymbolIndex>();
  const namesIn = (file: ModelFile): SymbolIndex => {
    const names = known.get(file.source) ?? readNames(file);
    known.set(file.source, names);
    return names;
  };
  return (context) => ({
    ...context,
    names: new Map([...context.files].map(([uri, file]) => [uri, namesIn(file)])),
  });
}

const keyOf = ({ model }: InventoryContext): string => model.sources.join('\n');

const isLike =
  ({ kind, name }: Reference) =>
  (other: Reference): boolean =>
    other.kind === kind && other.name === name;
