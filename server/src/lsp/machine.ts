// What the server needs of the machine it runs on, beyond what every runtime has: handed in, so that one server runs in
// Node and in a web worker.
import type { ByteSource, FileSystem, Message, VaultEngine } from '../core/index.ts';
import type { HistoryFinding, OfferedSource } from '../protocol/vault.ts';

/** Why something cannot be had. */
export interface Problem {
  readonly problem: Message;
}

/** Where passwords are looked for. */
export interface PasswordPlace {
  readonly uri: string;
  /** The folder Ansible is started in, as a URI. */
  readonly folder: string | undefined;
  /** The folders that are opened in the editor, as URIs. */
  readonly opened: readonly string[];
  readonly files: FileSystem;
}

/** The sources Ansible would use for a file, and the way to the password of each. */
export interface Passwords {
  readonly offered: readonly OfferedSource[];
  /** The vault id that Ansible encrypts with where there are several. */
  readonly encryptIdentity?: string;
  /** `undefined` where no such source is there any more. */
  fetch(
    id: string | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly password: Uint8Array } | Problem | undefined>;
}

/** A commit as files; `uri` is the document's own in them. */
export interface CommittedFiles {
  readonly files: FileSystem;
  readonly uri: string;
  close(): void;
}

/** The one the server runs on. Everything here answers with a reason where it cannot do what is asked. */
export interface Machine {
  /** Which `file:` URIs mean; absent where the client has all files. */
  readonly disk: FileSystem | undefined;
  readonly bytes: ByteSource;
  passwords(place: PasswordPlace): Promise<Passwords>;
  /** The ansible-vault program of that name or path. */
  vaultProgram(program: string): VaultEngine;
  /** The last commit of the repository that the document lies in; what Git does not keep comes from `disk`. */
  openHead(uri: string, disk: FileSystem): Promise<CommittedFiles | Problem>;
  /** How often a text occurs in the history of a document's repository. */
  searchHistory(uri: string, text: string, signal: AbortSignal): Promise<HistoryFinding | Problem>;
}
