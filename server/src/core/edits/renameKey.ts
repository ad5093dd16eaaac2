// The edit that gives a variable another name, where that name is free.
import type { InventoryModel, ModelFile, VariableDefinition } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Whether the same owner has the name already: renaming would then merge two variables. */
export const isNameTaken = (model: InventoryModel, { owner }: VariableDefinition, name: string): boolean =>
  definitionsOf(model, name).some(
    (other) => other.owner.kind === owner.kind && other.owner.name === owner.name,
  );

/** Quotes around the key stay. */
export function renameKeyEdit(
  { source }: ModelFile,
  { keySpan, name }: VariableDefinition,
  newName: string,
): TextEdit | undefined {
  const written = source.slice(keySpan.start, keySpan.end);
  const at = written.indexOf(name);
  if (at < 0) return undefined;
  const start = keySpan.start + at;
  return { span: { start, end: start + name.length }, newText: newName };
}
