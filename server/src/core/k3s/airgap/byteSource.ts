// Bytes of files as the audit asks for them. Implementations: disk, memory. URIs only; never throws for what a disk
// may hold.

/** The reason why bytes cannot be read. */
export interface Unreadable {
  readonly problem: 'unreadable';
  /** `special-file` for a device, a pipe or a socket; else the code of the error. */
  readonly detail: string;
}

/**
 * Watches the hashing of one file: images have hundreds of megabytes, so it reports how far it is and can be stopped.
 */
export interface HashWatcher {
  readonly onBytes?: (done: number) => void;
  readonly isCancelled?: () => boolean;
}

/** `undefined` means that there is no such file. */
export interface ByteSource {
  size(uri: string): Promise<number | Unreadable | undefined>;
  /** Returns fewer bytes at the end of the file. */
  read(uri: string, start: number, length: number): Promise<Uint8Array | Unreadable | undefined>;
  /** In hexadecimal, without ever holding the whole file; `undefined` also when it was cancelled. */
  sha256(uri: string, watcher?: HashWatcher): Promise<string | Unreadable | undefined>;
  /** Names in a folder that are links to nothing. */
  brokenLinks(uri: string): Promise<readonly string[]>;
}

/** Whether the disk has given a reason instead of what was asked for. */
export const isUnreadable = <T>(value: T | Unreadable): value is Unreadable =>
  typeof value === 'object' && value !== null && 'problem' in value;
