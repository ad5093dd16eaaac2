// Answers about one inventory, kept until something changes that they were worked out from. What that is shows by
// itself: the context that is handed out notes what is read of it. Knows nothing of rules and of how things change.
import type { InventoryModel } from '../inventory/model.ts';
import { type ModelPart, trackModel } from '../inventory/trackedModel.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import type { InventoryContext, ModelFile } from './context.ts';

export interface RememberedAnswers {
  /** What `compute` gives; it is asked again only after a part that it has read is no longer what it was. */
  answer<T>(key: string, compute: (context: InventoryContext) => T): T;
  /** Answers that were worked out from these parts no longer count. */
  forget(parts: ReadonlySet<ModelPart>): void;
}

export const textOf = (uri: string): ModelPart => `text ${uri}`;
export const problemsOf = (uri: string): ModelPart => `problems ${uri}`;
export const AIRGAP: ModelPart = 'airgap';

interface Answer {
  readonly value: unknown;
  readonly read: ReadonlySet<ModelPart>;
}

/** `context` stays the same object while what it holds is brought up to date. */
export function rememberAnswers(context: InventoryContext): RememberedAnswers {
  const answers = new Map<string, Answer>();
  const reading: Set<ModelPart>[] = [];
  const onRead = (part: ModelPart): void => void reading.at(-1)?.add(part);

  function remember<T>(key: string, compute: () => T): T {
    const read = new Set<ModelPart>();
    reading.push(read);
    try {
      const value = compute();
      answers.set(key, { value, read });
      return value;
    } finally {
      reading.pop();
    }
  }

  function answer<T>(key: string, compute: () => T): T {
    const known = answers.get(key);
    const value = known ? known.value : remember(key, compute);
    // Whoever builds upon the answer has read what it was worked out from.
    for (const part of answers.get(key)?.read ?? []) onRead(part);
    // The key belongs to one computation, so that its value has one type.
    return value as T;
  }

  const tracked: InventoryContext = {
    ...context,
    model: trackModel(context.model, onRead, {
      derive: (key, compute) => answer(key, () => compute(tracked.model)),
      recall: createRecall(),
    }),
    files: new Map([...context.files].map(([uri, file]) => [uri, trackFile(uri, file, onRead)])),
    get airgap() {
      onRead(AIRGAP);
      return context.airgap;
    },
  };

  return {
    answer: (key, compute) => answer(key, () => compute(tracked)),
    forget(parts) {
      for (const [key, { read }] of answers)
        if ([...parts].some((part) => read.has(part))) answers.delete(key);
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

function trackFile(uri: string, file: ModelFile, onRead: (part: ModelPart) => void): ModelFile {
  const text = textOf(uri);
  const document: YamlDocument = {
    ...(file.document?.isJson && { isJson: true as const }),
    get root() {
      onRead(text);
      return file.document?.root;
    },
    get comments() {
      onRead(text);
      return file.document?.comments ?? [];
    },
    get problems() {
      onRead(problemsOf(uri));
      return file.document?.problems ?? [];
    },
  };
  return {
    role: file.role,
    document: file.document && document,
    get source() {
      onRead(text);
      return file.source;
    },
  };
}
