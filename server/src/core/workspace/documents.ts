// Parsed files by URI, parsed again only when their text has changed. The cache lives as long as its workspace.
import { createSourceText, type SourceText, updateSourceText } from '../text/sourceText.ts';
import { type LivingDocument, readYaml } from '../yaml/parseYaml.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import type { FileContent, Host } from './host.ts';

export interface ParsedFile {
  readonly source: SourceText;
  /** The text read as YAML, whatever the file's name. */
  readonly document: YamlDocument;
  readonly notUtf8: boolean;
}

type Unreadable = Extract<FileContent, { problem: unknown }>;

/** Reads and parses; `undefined` for a file that is not there. */
export type ReadDocument = (uri: string) => Promise<ParsedFile | Unreadable | undefined>;

export const isParsed = (file: ParsedFile | Unreadable | undefined): file is ParsedFile =>
  file !== undefined && 'source' in file;

interface Known {
  readonly file: ParsedFile;
  readonly living: LivingDocument;
}

export function createDocumentCache(host: Host): ReadDocument {
  const parsed = new Map<string, Known>();
  return async (uri) => {
    const content = await host.readFile(uri);
    if (!content || 'problem' in content) {
      parsed.delete(uri);
      return content;
    }
    const { text, version } = content;
    const before = parsed.get(uri);
    if (before?.file.source.text === text && before.file.source.version === version) return before.file;
    const living = readYaml(text, before?.living);
    const source = before
      ? updateSourceText(before.file.source, text, version)
      : createSourceText(uri, text, version);
    const file = { source, document: living.document, notUtf8: content.notUtf8 === true };
    parsed.set(uri, { file, living });
    return file;
  };
}
