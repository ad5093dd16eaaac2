// The changes that encrypting makes: edits of texts, new files, and renamed ones.
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { setValueEdit } from '../../yaml/edits.ts';

/** A secret in plain text. */
export interface FoundSecret {
  readonly file: ModelFile;
  readonly definition: VariableDefinition;
  /** Its name, after which the encrypted variable is named. */
  readonly name: string;
  readonly text: string;
  readonly span: Span;
  /** Absent when it is the variable's whole value. */
  readonly slot: { readonly span: Span; readonly quoted: boolean } | undefined;
}

/** Edits by URI, in offsets of the texts that were read; applied as a whole or not at all. */
export interface SecretChange {
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly created: readonly { readonly uri: string; readonly text: string }[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** Puts a reference to the variable in place of the secret. */
export function referenceEdits(
  { definition, file, slot, name }: FoundSecret,
  variable: string,
): readonly TextEdit[] {
  // A filter makes a new text of it, which no version of Ansible takes for ciphertext; see token-inline-vault.
  const template = name === 'token' ? `{{ ${variable} | trim }}` : `{{ ${variable} }}`;
  if (slot) return [{ span: slot.span, newText: slot.quoted ? `"${template}"` : template }];
  const { value } = definition;
  const isIni = value?.kind === 'scalar' && value.style === 'ini';
  if (!isIni) return [setValueEdit(file.source, definition, `"${template}"`)];
  return [{ span: value.span, newText: definition.owner.kind === 'host' ? `'${template}'` : template }];
}
