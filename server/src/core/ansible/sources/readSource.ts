// One inventory source → the draft, read by the plugin that Ansible would choose.
// Read from ansible-core 2.14.18, inventory/manager.py (parse_source).
import type { SourceText } from '../../text/sourceText.ts';
import { resolveAlias, type YamlDocument } from '../../yaml/tree.ts';
import { withoutSampleEnding } from '../files/uri.ts';
import type { InventoryDraft } from './draft.ts';
import { readIniSource } from './ini/iniSource.ts';
import type { InventorySettings, SourceFormat } from './settings.ts';
import { readYamlSource } from './yamlSource.ts';

/** One file that Ansible reads as an inventory source. */
export interface InventorySourceInput {
  readonly source: SourceText;
  /** The file as YAML: for `.yml`, `.yaml`, `.json` and names without extension, where Ansible tries it first. */
  readonly document?: YamlDocument;
}

/** Reads the source into the draft; returns whether Ansible accepts it. */
export function readSource(
  input: InventorySourceInput,
  draft: InventoryDraft,
  { formats, hasOtherReaders }: InventorySettings,
): boolean {
  const format = inventoryFormat(input);
  const tried = formats.filter((each) => each === 'ini' || input.document);
  const isRead = draft.lenient ? tried.includes(format) : tried.length > 0;
  draft.beginSource();
  draft.makeRoom(input.source.pieces.length);
  if (!isRead) passOver(input, hasOtherReaders, draft);
  if (!draft.lenient) return readAsAnsible(input, tried, format, draft);
  readAs(format, input, draft);
  return true;
}

/** Reports that the plugins that would read the file are not enabled. */
function passOver(
  { source: { uri } }: InventorySourceInput,
  mayBeRead: boolean,
  draft: InventoryDraft,
): void {
  if (mayBeRead) draft.unknowns.push({ uri, reason: 'plugin' });
  else draft.refuse('format-disabled', { uri, span: { start: 0, end: 0 } }, '');
}

/** What plugins tried before have read until they failed stays in the inventory. */
function readAsAnsible(
  input: InventorySourceInput,
  formats: readonly SourceFormat[],
  format: SourceFormat,
  draft: InventoryDraft,
): boolean {
  const said = new Map<SourceFormat, ReturnType<InventoryDraft['takeReports']>>();
  const before = draft.takeReports();
  for (const tried of formats) {
    draft.beginSource();
    readAs(tried, input, draft);
    said.set(tried, draft.takeReports());
    if (draft.refused) continue;
    draft.putReports(before, said.get(tried));
    return true;
  }
  draft.putReports(before, said.get(format) ?? [...said.values()].at(0));
  return false;
}

function readAs(
  format: SourceFormat,
  { source, document }: InventorySourceInput,
  draft: InventoryDraft,
): void {
  if (format === 'yaml' && document) readYamlSource(source, document, draft);
  else readIniSource(source.uri, source.text, draft);
}

const SECTION = /^\[[^:\]\s]+(?::\w+)?\][ \t]*(?:#.*)?$/m;

/** Which format a file is meant to be in, even while it is broken. */
export function inventoryFormat({ source, document }: InventorySourceInput): SourceFormat {
  if (!document) return 'ini';
  const isMapping = resolveAlias(document.root)?.kind === 'mapping';
  const isBroken = document.problems.some((problem) => problem.fatal);
  if (isMapping && !isBroken) return 'yaml';
  if (SECTION.test(source.text)) return 'ini';
  const hasExtension = /\.(?:ya?ml|json)$/.test(withoutSampleEnding(source.uri));
  return hasExtension || isMapping || document.root === undefined ? 'yaml' : 'ini';
}
