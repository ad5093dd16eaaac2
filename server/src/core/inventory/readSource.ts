// One inventory source → the draft, read by the plugin that Ansible would choose.
// Read from ansible-core 2.14.18, inventory/manager.py (parse_source).
import type { SourceText } from '../text/sourceText.ts';
import { resolveAlias, type YamlDocument } from '../yaml/tree.ts';
import type { InventoryDraft } from './draft.ts';
import { readIniSource } from './ini/iniSource.ts';
import { readYamlSource } from './yamlSource.ts';

/** One file that Ansible reads as an inventory source. */
export interface InventorySourceInput {
  readonly source: SourceText;
  /** The file as YAML: for `.yml`, `.yaml`, `.json` and names without extension, where Ansible tries it first. */
  readonly document?: YamlDocument;
}

type Format = 'yaml' | 'ini';

/** Reads the source into the draft; tells whether Ansible takes it. */
export function readSource(input: InventorySourceInput, draft: InventoryDraft): boolean {
  const format = inventoryFormat(input);
  if (draft.lenient) {
    draft.beginSource();
    readAs(format, input, draft);
    return true;
  }
  return readAsAnsible(input, format, draft);
}

/** What Ansible's plugins tried before stays in the inventory, as far as they came. */
function readAsAnsible(input: InventorySourceInput, format: Format, draft: InventoryDraft): boolean {
  const formats: readonly Format[] = input.document ? ['yaml', 'ini'] : ['ini'];
  const said = new Map<Format, ReturnType<InventoryDraft['takeReports']>>();
  const before = draft.takeReports();
  for (const tried of formats) {
    draft.beginSource();
    readAs(tried, input, draft);
    said.set(tried, draft.takeReports());
    if (draft.refused) continue;
    draft.putReports(before, said.get(tried));
    return true;
  }
  draft.putReports(before, said.get(format));
  return false;
}

function readAs(format: Format, { source, document }: InventorySourceInput, draft: InventoryDraft): void {
  if (format === 'yaml' && document) readYamlSource(source, document, draft);
  else readIniSource(source.uri, source.text, draft);
}

const SECTION = /^\[[^:\]\s]+(?::\w+)?\][ \t]*(?:#.*)?$/m;

/** Which format a file is meant to be in, even while it is broken. */
export function inventoryFormat({ source, document }: InventorySourceInput): Format {
  if (!document) return 'ini';
  const isMapping = resolveAlias(document.root)?.kind === 'mapping';
  const isBroken = document.problems.some((problem) => problem.fatal);
  if (isMapping && !isBroken) return 'yaml';
  if (SECTION.test(source.text)) return 'ini';
  const hasExtension = /\.(?:ya?ml|json)$/.test(source.uri);
  return hasExtension || isMapping || document.root === undefined ? 'yaml' : 'ini';
}
