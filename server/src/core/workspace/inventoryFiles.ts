// Everything Ansible reads with an inventory: its sources and the group_vars and host_vars folders beside them.
import type { InventoryInput, VarsFileInput } from '../inventory/buildInventoryModel.ts';
import type { Owner, UnknownSource } from '../inventory/model.ts';
import type { ModelFile } from '../rules/rule.ts';
import { isParsed, type ReadDocument } from './documents.ts';
import type { Host } from './host.ts';
import { joinUri, parentUri } from './uri.ts';

export interface InventoryFiles {
  readonly input: InventoryInput;
  readonly files: readonly ModelFile[];
}

/** INTERIM until the discovery of sources lands: single YAML sources, plain files in group_vars and host_vars. */
export async function loadInventoryFiles(
  host: Host,
  read: ReadDocument,
  sources: readonly string[],
): Promise<InventoryFiles> {
  const files: ModelFile[] = [];
  const unknowns: UnknownSource[] = [];
  const varsFiles: VarsFileInput[] = [];
  for (const uri of sources) {
    const file = await read(uri);
    if (isParsed(file)) files.push({ source: file.source, document: file.document, role: 'inventory' });
    else if (file) unknowns.push({ uri, reason: file.problem });
  }
  for (const kind of ['group', 'host'] as const) {
    const folder = joinUri(parentUri(sources[0] ?? ''), `${kind}_vars`);
    const entries = await host.listDirectory(folder);
    if (!Array.isArray(entries)) continue;
    for (const { name } of entries) {
      const uri = joinUri(folder, name);
      const file = await read(uri);
      const owner: Owner = { kind, name: name.replace(/\.(ya?ml|json)$/, '') };
      if (!isParsed(file)) continue;
      if (file.source.text.startsWith('$ANSIBLE_VAULT')) {
        unknowns.push({ uri, reason: 'vaulted-file', owner });
        continue;
      }
      files.push({ source: file.source, document: file.document, role: `${kind}_vars` });
      varsFiles.push({ source: file.source, document: file.document, owner, beside: 'inventory' });
    }
  }
  const inventories = files.filter((file) => file.role === 'inventory');
  return { input: { sources: inventories, varsFiles, unknowns }, files };
}
