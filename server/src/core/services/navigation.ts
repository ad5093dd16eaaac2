// The part of the language service that follows names: hover, definitions, references, renaming. Takes and
// returns lines, columns and strings.

import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import type { Location } from '../ansible/model/model.ts';
import { showingSecrets } from '../ansible/print/secrets.ts';
import { type IndexedContext, referenceAt } from '../features/cursor/names.ts';
import { type Hover, hoverAt } from '../features/hover/hover.ts';
import { definitionsAt } from '../features/names/definition.ts';
import { hasPaths, linkCandidates } from '../features/names/documentLinks.ts';
import { findHighlights, findLocalReferences, findReferences } from '../features/names/references.ts';
import { canRename, planRename, type RenamePlan } from '../features/names/rename.ts';
import {
  type DocumentSymbol,
  documentSymbols,
  findSymbols,
  type WorkspaceSymbol,
} from '../features/names/symbols.ts';
import { loadAirgapBases } from '../k3s/airgap/airgapFacts.ts';
import { msg } from '../text/message.ts';
import type { LineColumn, SourceText } from '../text/sourceText.ts';
import type { SymbolAtCursor, SymbolResolver } from './namedInventories.ts';
import { type DocumentEdits, type FileRange, type TextRange, toDocumentEdits, toRange } from './ranges.ts';
import type { Translator } from './translator.ts';

/** An entry of the outline with its children. */
export interface SymbolInfo extends TextRange, Omit<DocumentSymbol, 'span' | 'nameSpan' | 'children'> {
  readonly nameRange: TextRange;
  readonly children: readonly SymbolInfo[];
}

/** A group, host or variable in any of the inventories that were searched. */
export interface FoundSymbol extends FileRange, Omit<WorkspaceSymbol, 'span'> {}

/** All the edits, then the renamed files; both in their order. */
export interface InventoryEdits {
  readonly documents: readonly (DocumentEdits & { readonly uri: string })[];
  readonly files: RenamePlan['files'];
}

/** What is shown of the place under the pointer, as Markdown. */
export interface HoverInfo extends TextRange {
  readonly markdown: string;
  /** Of a variable that has a page: the few lines for an editor that opens it. */
  readonly brief?: { readonly markdown: string; readonly variable: string };
}

/** Every answer is about inventories of k3s-ansible; in other files nothing is found. */
export interface Navigation {
  /** Never shows a secret: {@link Navigation.hiddenAt} does, when asked for. */
  hoverAt(uri: string, position: LineColumn): Promise<HoverInfo | undefined>;
  /**
   * The value that the hover leaves out because it is secret, as Markdown, for a user who asks for it; encrypted ones
   * stay hidden.
   */
  hiddenAt(uri: string, position: LineColumn): Promise<string | undefined>;
  /** The definitions of what stands at the position, those that count most first. */
  definitionsAt(uri: string, position: LineColumn): Promise<readonly FileRange[]>;
  /** Everywhere the name is used, in every inventory that shares a file with this one. */
  referencesAt(
    uri: string,
    position: LineColumn,
    options: { readonly includeDefinitions: boolean },
  ): Promise<readonly FileRange[]>;
  /** In this document only; `isWrite` where a value is set. */
  highlightsAt(
    uri: string,
    position: LineColumn,
  ): Promise<readonly (TextRange & { readonly isWrite: boolean })[]>;
  /** The outline: groups, hosts, variables. */
  symbolsOf(uri: string): Promise<readonly SymbolInfo[]>;
  /** In the inventories that are given, or that documents belong to. */
  findSymbols(
    query: string,
    targets: readonly (string | InventoryRequest)[],
  ): Promise<readonly FoundSymbol[]>;
  /** Paths that lead to an existing file or folder. */
  linksOf(uri: string): Promise<readonly (TextRange & { readonly target: string })[]>;
  /** What would be renamed, or why it cannot be. */
  renameTargetAt(
    uri: string,
    position: LineColumn,
  ): Promise<(TextRange & { readonly name: string }) | { readonly refused: string } | undefined>;
  /** `undefined` where nothing is named at the position. */
  renameAt(
    uri: string,
    position: LineColumn,
    newName: string,
    options: { readonly canRenameFiles: boolean },
  ): Promise<InventoryEdits | { readonly refused: string } | undefined>;
}

/** Joins the features that follow names. The file system is asked for links and renamed files only. */
export function createNavigation(
  fileSystem: FileSystem,
  { contextsOf, cursorAt, targetAt }: SymbolResolver,
  { translate, show }: Translator,
): Navigation {
  /** The name, what it is for (the first line of its description), then what is true here. */
  const inFewLines = ({
    markdown,
    variable,
  }: NonNullable<Hover['brief']>): NonNullable<HoverInfo['brief']> => {
    const [purpose = ''] = translate(variable.description).split('\n');
    const [title, ...facts] = markdown.map((paragraph) => show([paragraph]));
    return { markdown: [title, purpose, ...facts].join('\n\n'), variable: variable.name };
  };
  return {
    async hoverAt(uri, position) {
      const cursor = await cursorAt(uri, position);
      const hover = cursor && hoverAt(cursor.contexts, uri, cursor.offset);
      if (!hover) return undefined;
      const { span, markdown, brief } = hover;
      return {
        ...toRange(cursor.source, span),
        markdown: show(markdown),
        ...(brief && { brief: inFewLines(brief) }),
      };
    },
    async hiddenAt(uri, position) {
      const cursor = await cursorAt(uri, position);
      if (!cursor) return undefined;
      const [shown, all] = [cursor.contexts, cursor.contexts.map(showingSecrets)].map(
        (contexts) =>
          hoverAt(contexts, uri, cursor.offset)?.markdown.map((paragraph) => show([paragraph])) ?? [],
      );
      const hidden = all?.filter((paragraph) => !shown?.includes(paragraph)) ?? [];
      return hidden.length > 0 ? hidden.join('\n\n') : undefined;
    },
    async definitionsAt(uri, position) {
      const cursor = await cursorAt(uri, position);
      return cursor ? placesIn(cursor.contexts, (context) => definitionsAt(context, uri, cursor.offset)) : [];
    },
    async referencesAt(uri, position, { includeDefinitions }) {
      const cursor = await targetAt(uri, position);
      if (cursor)
        return placesIn(cursor.contexts, (context) =>
          findReferences(context, cursor.target, includeDefinitions),
        );
      const local = await cursorAt(uri, position);
      if (!local) return [];
      return placesIn(local.contexts.slice(0, 1), (context) =>
        findLocalReferences(context, uri, local.offset).filter(
          ({ isWrite }) => includeDefinitions || !isWrite,
        ),
      );
    },
    async highlightsAt(uri, position) {
      const cursor = await cursorAt(uri, position);
      if (!cursor) return [];
      const [context] = cursor.contexts;
      const target = referenceAt(context, uri, cursor.offset);
      const found = target
        ? findHighlights(context, target)
        : findLocalReferences(context, uri, cursor.offset);
      return found.map(({ span, isWrite }) => ({ ...toRange(cursor.source, span), isWrite }));
    },
    async symbolsOf(uri) {
      const [context] = await contextsOf(uri);
      const source = context?.files.get(uri)?.source;
      const names = context?.names.get(uri);
      return context && source && names
        ? documentSymbols(context, uri, names).map((symbol) => toSymbolInfo(source, symbol))
        : [];
    },
    findSymbols: async (query, targets) =>
      foundSymbols((await Promise.all(targets.map(contextsOf))).flat(), query),
    async linksOf(uri) {
      const [context] = await contextsOf(uri);
      return context ? linksIn(fileSystem, context, uri) : [];
    },
    async renameTargetAt(uri, position) {
      const cursor = await targetAt(uri, position);
      const impossible = cursor && canRename(cursor.contexts, cursor.target);
      if (impossible) return { refused: translate(impossible.refused) };
      return cursor && { ...toRange(cursor.source, cursor.target.span), name: cursor.target.name };
    },
    async renameAt(uri, position, newName, { canRenameFiles }) {
      const cursor = await targetAt(uri, position);
      const plan = cursor && planRename(cursor.contexts, cursor.target, newName);
      if (plan && 'refused' in plan) return { refused: translate(plan.refused) };
      if (plan && plan.files.length > 0 && !canRenameFiles)
        return {
          refused: translate(msg('This editor cannot rename the files in group_vars and host_vars.')),
        };
      return plan && toInventoryEdits(cursor, plan);
    },
  };
}

/** Each place once, in the order found. */
function placesIn(
  contexts: readonly IndexedContext[],
  find: (context: IndexedContext) => readonly Location[],
): readonly FileRange[] {
  const places = new Map<string, FileRange>();
  for (const context of contexts) {
    for (const { uri, span } of find(context)) {
      const source = context.files.get(uri)?.source;
      const key = `${uri} ${span.start}`;
      if (source && !places.has(key)) places.set(key, { uri, ...toRange(source, span) });
    }
  }
  return [...places.values()];
}

const toSymbolInfo = (
  source: SourceText,
  { span, nameSpan, children, ...rest }: DocumentSymbol,
): SymbolInfo => ({
  ...rest,
  ...toRange(source, span),
  nameRange: toRange(source, nameSpan),
  children: children.map((child) => toSymbolInfo(source, child)),
});

function foundSymbols(contexts: readonly IndexedContext[], query: string): readonly FoundSymbol[] {
  const files = new Map(contexts.flatMap((context) => [...context.files]));
  return findSymbols(contexts, query).flatMap(({ span, ...symbol }) => {
    const source = files.get(symbol.uri)?.source;
    return source ? [{ ...symbol, ...toRange(source, span) }] : [];
  });
}

async function linksIn(fileSystem: FileSystem, context: IndexedContext, uri: string) {
  const file = context.files.get(uri);
  if (!file || !hasPaths(context, file)) return [];
  const bases = await loadAirgapBases(fileSystem, context.model, context.plays);
  const candidates = linkCandidates(context, file, bases);
  const links = candidates.map(async ({ span, places }) => {
    const target = await firstThere(fileSystem, places);
    return target === undefined ? [] : [{ ...toRange(file.source, span), target }];
  });
  return (await Promise.all(links)).flat();
}

async function firstThere(fileSystem: FileSystem, places: readonly string[]): Promise<string | undefined> {
  for (const place of places) if (await fileSystem.stat(place)) return place;
  return undefined;
}

function toInventoryEdits({ contexts }: SymbolAtCursor, { edits, files }: RenamePlan): InventoryEdits {
  const known = new Map(contexts.flatMap((context) => [...context.files]));
  const documents = [...edits].flatMap(([uri, made]) => {
    const source = known.get(uri)?.source;
    return source ? [{ uri, ...toDocumentEdits(source, made) }] : [];
  });
  return { documents, files };
}
