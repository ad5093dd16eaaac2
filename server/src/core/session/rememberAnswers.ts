// Answers about one inventory, kept for as long as they hold. What they depend on shows by itself: the context that
// is handed out notes what is read of it. Knows nothing of rules and of how things change.

import type { InventoryModel, ModelFile } from '../ansible/model/model.ts';
import type { ModelUpdate } from '../ansible/update/updateModel.ts';
import type { InventoryContext } from '../k3s/context.ts';
import type { Part } from '../query/answers.ts';
import { createAnswers } from '../query/answers.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import { trackModel } from './trackedModel.ts';

export interface RememberedAnswers {
  /** What `compute` gives; it is asked again only after something that it has read has become another. */
  answer<T>(key: string, compute: (context: InventoryContext) => T): T;
  /** The context has changed. */
  note(changes: ContextChanges): void;
}

export interface ContextChanges {
  readonly model: ModelUpdate;
  readonly files: ReadonlyMap<string, FileChanges>;
  readonly airgap: boolean;
}

/** What of a file is no longer the same; its text always is another. */
export type FileChanges = ReadonlySet<'root' | 'comments' | 'problems'>;

/** `context` stays the same object while what it holds is brought up to date. */
export function rememberAnswers(context: InventoryContext): RememberedAnswers {
  const { answer, follow, onRead, nextRevision } = createAnswers();
  const airgap: Part = { changedAt: 0 };
  const files = new Map([...context.files].map(([uri, file]) => [uri, trackFile(file, onRead)]));
  const model = trackModel(context.model, onRead, {
    derive: (key, compute) => answer(key, () => compute(tracked.model)),
    follow: (key, compute) => follow(key, (before) => compute(tracked.model, before)),
    recall: createRecall(),
  });
  const tracked: InventoryContext = {
    ...context,
    model: model.model,
    files: new Map([...files].map(([uri, { file }]) => [uri, file])),
    get airgap() {
      onRead(airgap);
      return context.airgap;
    },
  };
  return {
    answer: (key, compute) => answer(key, () => compute(tracked)),
    note(changes) {
      const revision = nextRevision();
      model.note(changes.model, revision);
      for (const [uri, changed] of changes.files) files.get(uri)?.note(changed, revision);
      if (changes.airgap) airgap.changedAt = revision;
    },
  };
}

function createRecall(): NonNullable<InventoryModel['recall']> {
  const known = new Map<string, WeakMap<object, { readonly value: unknown }>>();
  return <Item extends object, T>(key: string, item: Item, compute: (item: Item) => T): T => {
    const values = known.get(key) ?? new WeakMap<object, { readonly value: unknown }>();
    known.set(key, values);
    const found = values.get(item) ?? { value: compute(item) };
    values.set(item, found);
    // The key belongs to one computation, so that its value has one type.
    return found.value as T;
  };
}

function trackFile(file: ModelFile, onRead: (part: Part) => void) {
  const text: Part = { changedAt: 0 };
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
  const tracked: ModelFile = { role: file.role, document: file.document && document, source };
  return {
    file: tracked,
    note(changed: FileChanges, revision: number): void {
      text.changedAt = revision;
      for (const name of changed) parts[name].changedAt = revision;
    },
  };
}
