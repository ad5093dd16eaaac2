// Parsed files by URI, parsed again only when their text has changed. The cache lives as long as its workspace.
import type { PiecedText } from '../../text/piecedText.ts';
import { createSourceText, SourceText, updateSourceText } from '../../text/sourceText.ts';
import { parseJson } from '../../yaml/construct/parseJson.ts';
import { type IncrementalDocument, readYaml } from '../../yaml/parseYaml.ts';
import type { YamlDocument } from '../../yaml/tree.ts';
import type { FileContent, FileSystem } from './fileSystem.ts';

/**
 * One state of a file, text and tree together. A file of INI has a tree, too, which then says nothing: which format
 * counts is decided by whoever reads it as an inventory.
 */
export interface ParsedFile {
  readonly source: SourceText;
  /** The text read as JSON or YAML, whatever the file's name. */
  readonly document: YamlDocument;
  readonly notUtf8: boolean;
  readonly utf16?: boolean;
  /**
   * Grows by one with each edit after which spans of the generation before are still right; spans of earlier ones never
   * are.
   */
  readonly generation: number;
}

type Unreadable = Extract<FileContent, { problem: unknown }>;

/** Reads and parses; `undefined` for a file that is not there. */
export type ReadDocument = (uri: string) => Promise<ParsedFile | Unreadable | undefined>;

/** Whether there is a text to read: not for a file that is missing or cannot be read. */
export const isParsed = (file: ParsedFile | Unreadable | undefined): file is ParsedFile =>
  file !== undefined && 'source' in file;

interface Known {
  readonly file: ParsedFile;
  /** Absent for JSON. */
  readonly incremental?: IncrementalDocument;
}

/** What cannot be JSON is not joined into one string to find out. */
const mayBeJson = (pieces: PiecedText): boolean => /^[ \t\r\n]*(?:[{[]|$)/.test(pieces.slice(0, 1000));

/** Ansible tries every file as JSON first. */
function readDocument(
  { pieces }: SourceText,
  previous: IncrementalDocument | undefined,
): Pick<ParsedFile, 'document'> & Pick<Known, 'incremental'> {
  const json = mayBeJson(pieces) ? parseJson(pieces.toString()) : undefined;
  if (json) return { document: json };
  const incremental = readYaml(pieces, previous);
  return { document: incremental.document, incremental };
}

type Readable = Extract<FileContent, { text: unknown }>;

const isSame = (before: SourceText, content: Readable): boolean =>
  before.version === content.version &&
  (content.pieces ? before.pieces === content.pieces : before.text === content.text);

function sourceOf(uri: string, content: Readable, before: SourceText | undefined): SourceText {
  const { pieces, version } = content;
  if (pieces) return new SourceText(uri, pieces, version);
  return before
    ? updateSourceText(before, content.text, version)
    : createSourceText(uri, content.text, version);
}

/**
 * A reader that remembers. As long as text and version stay the same, it gives the same {@link ParsedFile} object, so
 * that identity shows whether a file has changed; another text is parsed from the difference to the one before.
 */
export function createDocumentCache(fileSystem: FileSystem): ReadDocument {
  const parsed = new Map<string, Known>();
  return async (uri) => {
    const content = await fileSystem.readFile(uri);
    if (!content || 'problem' in content) {
      parsed.delete(uri);
      return content;
    }
    const before = parsed.get(uri);
    if (before && isSame(before.file.source, content)) return before.file;
    const source = sourceOf(uri, content, before?.file.source);
    const { document, incremental } = readDocument(source, before?.incremental);
    const generation = (before?.file.generation ?? 0) + (incremental?.isIncremental ? 1 : 2);
    const { notUtf8 = false, utf16 = false } = content;
    const file = { source, document, notUtf8, utf16, generation };
    parsed.set(uri, incremental ? { file, incremental } : { file });
    return file;
  };
}
