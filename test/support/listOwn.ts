// What this code base makes of inventories on the disk, in the form Ansible prints.
import { dirname } from 'node:path';
import { loadInventory } from '../../server/src/core/ansible/discovery/inventorySources.ts';
import { createDocumentCache } from '../../server/src/core/ansible/files/documents.ts';
import type { FileContent, FileSystem } from '../../server/src/core/ansible/files/fileSystem.ts';
import { toAnsibleList } from '../../server/src/core/ansible/print/list.ts';
import { buildInventoryModel } from '../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import type { ListJob } from './ansibleInventory.ts';

export async function listOwn(
  { sources, basedir, config }: ListJob,
  { withoutVault = false, core }: { readonly withoutVault?: boolean; readonly core?: string } = {},
): Promise<string | undefined> {
  const disk: FileSystem = {
    ...createDiskFileSystem(),
    ...(core !== undefined && { ansibleCore: async () => core }),
  };
  const fileSystem: FileSystem = withoutVault
    ? { ...disk, readFile: async (uri) => passOverVault(await disk.readFile(uri)) }
    : disk;
  const { input } = await loadInventory(fileSystem, createDocumentCache(fileSystem), {
    sources: sources.map(fileUri),
    playbookFolders: [fileUri(basedir)],
    ...(config !== undefined && { runFolder: fileUri(dirname(config)) }),
  });
  return toAnsibleList(buildInventoryModel(input, { afterFatal: 'stop' }));
}

const passOverVault = (content: FileContent | undefined): FileContent | undefined =>
  content && 'text' in content && content.text.startsWith('$ANSIBLE_VAULT') ? undefined : content;
