// Parsed files by URI, parsed again only when their text has changed. The cache lives as long as its workspace.
import { createSourceText, type SourceText, updateSourceText } from '../text/sourceText.ts';
import { parseJson } from '../yaml/parseJson.ts';
import { type LivingDocument, readYaml } from '../yaml/parseYaml.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import type { FileContent, Host } from './host.ts';

export interface ParsedFile {
  readonly source: SourceText;
  /** The text read as JSON or YAML, whatever the file's name. */
  readonly document: YamlDocument;
  readonly notUtf8: boolean;
  /** How often the file has been read; the nodes of the reading before are shared, those before that are not. */
  readonly reading: number;
}

type Unreadable = Extract<FileContent, { problem: unknown }>;

/** Reads and parses; `undefined` for a file that is not there. */
export type ReadDocument = (uri: string) => Promise<ParsedFile | Unreadable | undefined>;

export const isParsed = (file: ParsedFile | Unreadable | undefined): file is ParsedFile =>
  file !== undefined && 'source' in file;

interface Known {
  readonly file: ParsedFile;
  /** Absent for JSON. */
  readonly living?: LivingDocument;
}

/** Ansible tries every file as JSON first. */
function readDocument(
  text: string,
  previous: LivingDocument | undefined,
): Pick<ParsedFile, 'document'> & Pick<Known, 'living'> {
  const json = parseJson(text);
  if (json) return { document: json };
  const living = readYaml(text, previous);
  return { document: living.document, living };
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
    const { document, living } = readDocument(text, before?.living);
    const source = before
      ? updateSourceText(before.file.source, text, version)
      : createSourceText(uri, text, version);
    const reading = (before?.file.reading ?? 0) + 1;
    const file = { source, document, notUtf8: content.notUtf8 === true, reading };
    parsed.set(uri, living ? { file, living } : { file });
    return file;
  };
}
