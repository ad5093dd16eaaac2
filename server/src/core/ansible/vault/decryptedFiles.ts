// A file system in which files that are encrypted as a whole can be read, as far as their names: see withoutValues.
import type { FileContent, FileSystem } from '../files/fileSystem.ts';
import { utf8Text } from './bytes.ts';
import type { VaultEngine } from './vaultEngine.ts';
import { MAGIC } from './vaultEnvelope.ts';
import { decryptWithKeys, type VaultKey } from './vaultKeys.ts';
import { withoutValues } from './withoutValues.ts';

/** Whether a file was opened; `closed` where no password opens it, `no-yaml` where what is in it cannot be read here. */
export type OpenedFile = 'opened' | 'closed' | 'no-yaml';

/** What opens files, and who is told of it. */
export interface FileOpener {
  readonly keys: readonly VaultKey[];
  readonly engine: VaultEngine;
  /** For each encrypted file that is read; again for each time it is read. */
  readonly onOpened?: (uri: string, result: OpenedFile) => void;
}

interface Opened {
  readonly result: OpenedFile;
  readonly text: string;
}

/** Files that no password opens are given as they are. The cache, by ciphertext, lives as long as the result. */
export function withDecryptedFiles(fileSystem: FileSystem, opener: FileOpener): FileSystem {
  const known = new Map<string, Promise<Opened>>();
  return {
    ...fileSystem,
    async readFile(uri): Promise<FileContent | undefined> {
      const content = await fileSystem.readFile(uri);
      if (!content || 'problem' in content || !content.text.startsWith(MAGIC)) return content;
      const opened = known.get(content.text) ?? open(content.text, opener);
      known.set(content.text, opened);
      const { result, text } = await opened;
      opener.onOpened?.(uri, result);
      return result === 'opened' ? { text } : content;
    },
  };
}

async function open(vaultText: string, { keys, engine }: FileOpener): Promise<Opened> {
  const plaintext = await decryptWithKeys(vaultText, keys, engine);
  if ('error' in plaintext) return { result: 'closed', text: '' };
  const decoded = utf8Text(plaintext);
  const text = decoded === undefined ? undefined : withoutValues(decoded);
  return text === undefined ? { result: 'no-yaml', text: '' } : { result: 'opened', text };
}
