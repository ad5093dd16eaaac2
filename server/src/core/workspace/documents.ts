// Parsed files by URI, parsed again only when their text has changed. The cache lives as long as its workspace.
import { createSourceText, type SourceText } from '../text/sourceText.ts';
import { parseYaml } from '../yaml/parseYaml.ts';
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

export function createDocumentCache(host: Host): ReadDocument {
  const parsed = new Map<string, ParsedFile>();
  return async (uri) => {
    const content = await host.readFile(uri);
    if (!content || 'problem' in content) {
      parsed.delete(uri);
      return content;
    }
    const known = parsed.get(uri);
    if (known?.source.text === content.text && known.source.version === content.version) return known;
    const file: ParsedFile = {
      source: createSourceText(uri, content.text, content.version),
      document: parseYaml(content.text),
      notUtf8: content.notUtf8 === true,
    };
    parsed.set(uri, file);
    return file;
  };
}
