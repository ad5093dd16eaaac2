// One inventory as its query engine sees it: reads of it are recorded, so that answers are kept until something they
// have read changes. Knows nothing of rules, and of how changes are found.

import type { ModelFile } from '../ansible/model/model.ts';
import type { ModelUpdate } from '../ansible/update/modelUpdate.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { createQueryEngine, type Dependency } from '../query/engine.ts';
import { attachEngine, detachEngine } from '../query/query.ts';
import type { SourceText } from '../text/sourceText.ts';
import { viewModel } from './modelView.ts';

/** The parts that have changed, in the context as it is now. */
export interface ContextChanges {
  readonly context: InventoryContext;
  readonly model: ModelUpdate;
  readonly files: ReadonlyMap<string, FileChanges>;
  readonly airgap: boolean;
}

/** The parts of a file that have changed; its text always has. */
export type FileChanges = ReadonlySet<'root' | 'comments' | 'problems'>;

/**
 * From now on, answers about the context and its model are remembered. Call the returned function with each context
 * that replaces it; nothing is remembered any longer for the previous one.
 */
export function rememberAnswers(first: InventoryContext): (changes: ContextChanges) => void {
  let context = first;
  const engine = createQueryEngine();
  const { onRead } = engine;
  const airgap: Dependency = { changedAt: 0 };
  const files = new Map([...first.files].map(([uri, file]) => [uri, viewFile(file, onRead)]));
  const model = viewModel(first.model, onRead);
  const view: InventoryContext = {
    ...first,
    model: model.view,
    files: new Map([...files].map(([uri, { view }]) => [uri, view])),
    get airgap() {
      onRead(airgap);
      return context.airgap;
    },
  };
  const attach = (): void => {
    attachEngine(context, engine, view);
    attachEngine(context.model, engine, model.view);
  };
  attachEngine(view, engine, view);
  attachEngine(model.view, engine, model.view);
  attach();
  return (changes) => {
    const revision = engine.nextRevision();
    for (const db of [context, context.model]) detachEngine(db);
    context = changes.context;
    attach();
    model.note(changes.model, revision);
    for (const [uri, changed] of changes.files) {
      const file = context.files.get(uri);
      if (file) files.get(uri)?.note(file, changed, revision);
    }
    if (changes.airgap) airgap.changedAt = revision;
  };
}

/**
 * A file whose properties record that they are read. Text, tree, comments and problems are recorded apart, because an
 * edit mostly changes only some of them.
 */
function viewFile(first: ModelFile, onRead: (dependency: Dependency) => void) {
  let file = first;
  const text: Dependency = { changedAt: 0 };
  const parts = { root: { changedAt: 0 }, comments: { changedAt: 0 }, problems: { changedAt: 0 } };
  const document: NonNullable<ModelFile['document']> = {
    ...(file.document?.isJson && { isJson: true as const }),
    get root() {
      onRead(parts.root);
      return file.document?.root;
    },
    get comments() {
      onRead(parts.comments);
      return file.document?.comments ?? [];
    },
    get problems() {
      onRead(parts.problems);
      return file.document?.problems ?? [];
    },
  };
  const source: SourceText = {
    uri: file.source.uri,
    get pieces() {
      onRead(text);
      return file.source.pieces;
    },
    get text() {
      onRead(text);
      return file.source.text;
    },
    slice(start, end) {
      onRead(text);
      return file.source.slice(start, end);
    },
    replace: (...edit) => file.source.replace(...edit),
  };
  const view: ModelFile = { role: file.role, document: file.document && document, source };
  return {
    view,
    note(now: ModelFile, changed: FileChanges, revision: number): void {
      file = now;
      text.changedAt = revision;
      for (const name of changed) parts[name].changedAt = revision;
    },
  };
}
