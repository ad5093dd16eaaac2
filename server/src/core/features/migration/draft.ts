// The state of a migration while it is being planned: new names, edits by file, and notes for the user.
import type { Location } from '../../ansible/model/model.ts';
import type { SymbolIndex } from '../../ansible/templates/references.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import type { Dialect, DialectVariable } from '../../k3s/dialects/dialect.ts';
import { append } from '../../text/append.ts';
import type { Message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** One line of the report beside the new files. */
export interface MigrationNote {
  /**
   * `renamed`: has another name now. `set-aside`: is a comment now, because nothing in the current roles reads it.
   * `by-hand`: the user has to see to it.
   */
  readonly kind: 'renamed' | 'set-aside' | 'by-hand';
  readonly message: Message;
  /** What it is about, where the message does not say so. */
  readonly name?: string;
  readonly place?: Location;
}

/** Changed in place by each step; the plan is made of it at the end. */
export interface Draft {
  readonly context: InventoryContext;
  readonly dialect: Dialect;
  /** What the dialect knows. */
  readonly variables: readonly DialectVariable[];
  readonly names: ReadonlyMap<string, SymbolIndex>;
  readonly edits: Map<string, TextEdit[]>;
  readonly notes: MigrationNote[];
}

/** By the old name. */
export interface NewNames {
  readonly groups: ReadonlyMap<string, string>;
  readonly variables: ReadonlyMap<string, DialectVariable & { readonly becomes: string }>;
  /** What has no equivalent, by name. */
  readonly gone: ReadonlyMap<string, DialectVariable>;
}

/** Adds edits of a file to those that are made. */
export function edit({ edits }: Draft, uri: string, more: readonly TextEdit[]): void {
  const made = edits.get(uri);
  if (made) append(made, more);
  else edits.set(uri, [...more]);
}
