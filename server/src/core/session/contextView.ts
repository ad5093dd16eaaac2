// One inventory as its query engine sees it: what is read of it is noted, so that answers are kept until one of these
// things changes. Knows nothing of rules and of how things change.

import type { ModelFile } from '../ansible/model/model.ts';
import type { ModelUpdate } from '../ansible/update/updateModel.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { createQueryEngine, type Dependency } from '../query/engine.ts';
import { attachEngine, detachEngine } from '../query/query.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import { viewModel } from './modelView.ts';

/** What is no longer as it was, in the context as it is now. */
export interface ContextChanges {
  readonly context: InventoryContext;
  readonly model: ModelUpdate;
  readonly files: ReadonlyMap<string, FileChanges>;
  readonly airgap: boolean;
}

/** What of a file is no longer the same; its text always is another. */
export type FileChanges = ReadonlySet<'root' | 'comments' | 'problems'>;

/**
 * From now on, answers about the context and its model are remembered. The function is to be told of each context that
 * takes its place; nothing is remembered any longer for the one before.
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

function viewFile(first: ModelFile, onRead: (dependency: Dependency) => void) {
  let file = first;
  const text: Dependency = { changedAt: 0 };
  const parts = { root: { changedAt: 0 }, comments: { changedAt: 0 }, problems: { changedAt: 0 } };
  const document: YamlDocument = {
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
