// The file system as the core asks for it. Implementations: editor, disk, memory. URIs only, no paths.
import type { PiecedText } from '../../text/piecedText.ts';

/** An entry of a listed folder. Its name is as the disk has it, not encoded for a URI. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** A symbolic link; `kind` is that of what it leads to. */
  readonly link?: true;
}

/** A file's text, or why it has none. */
export type FileContent =
  | {
      readonly text: string;
      /** The text as an editor keeps it: an edit shares the unchanged parts with the text before. */
      readonly pieces?: PiecedText;
      readonly version?: number;
      /** Each byte that is no UTF-8 stands in the text as half of a surrogate pair. */
      readonly notUtf8?: boolean;
      /** Decoded from UTF-16, which Ansible does not do; `notUtf8` as well. */
      readonly utf16?: boolean;
    }
  | {
      /** `special-file`: a device, a pipe or a socket. */
      readonly problem: 'unreadable' | 'too-large' | 'special-file';
      readonly detail: string;
    };

/** Files and folders by URI. `undefined` says: not there. Never throws for what a user's disk may hold. */
export interface FileSystem {
  /** The home folder of the user; absent where there is none, as in a browser. */
  readonly home?: string;
  /** The ansible-core that the user names for the plays, such as `2.19`; where there is none, the project decides. */
  readonly ansibleCore?: () => Promise<string | undefined>;
  /**
   * Changes whenever anything but an open text may have changed; results from before then still hold. Without it,
   * everything is read again for every question.
   */
  readonly revision?: () => number;
  readFile(uri: string): Promise<FileContent | undefined>;
  /** Entries in no particular order; a folder that cannot be read is a problem, not an empty list. */
  listDirectory(
    uri: string,
  ): Promise<
    readonly DirectoryEntry[] | { readonly problem: 'unreadable'; readonly detail: string } | undefined
  >;
  stat(
    uri: string,
  ): Promise<{ readonly kind: 'file' | 'directory'; readonly executable?: boolean } | undefined>;
  /** See `memoIn`; only where nothing changes meanwhile. */
  readonly once?: <T>(key: string, compute: () => Promise<T>) => Promise<T>;
}
