// Sources beside an inventory that produce hosts and groups when they are run. The user may pass them with another
// `-i`. Only the beginnings of the files are read.
import type { AnsibleConfig } from '../config/ansibleConfig.ts';
import { findAnsibleConfig } from '../config/ansibleConfig.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { inBatches } from '../files/inBatches.ts';
import { memoIn } from '../files/snapshot.ts';
import { baseName, parentUri } from '../files/uri.ts';
import type { UnknownSource } from '../model/model.ts';
import { sourcesBeside } from './sourceFiles.ts';

/** A folder with more files is no folder of inventories. */
const MAX_FILES = 64;
const POSSIBLE = /\.(?:ya?ml|py|sh)$|^[^.]+$/;

/** Those beside the sources; none where ansible.cfg says which sources there are. */
export async function dynamicBeside(
  fileSystem: FileSystem,
  sources: readonly string[],
): Promise<readonly UnknownSource[]> {
  const [first] = sources;
  if (first === undefined) return [];
  const folder = parentUri(first);
  const config = await findAnsibleConfig(fileSystem, folder);
  if (sources.some((source) => config?.inventory?.includes(source))) return [];
  const found = await memoIn(fileSystem, `dynamic sources in ${folder}`, () =>
    dynamicIn(fileSystem, folder, config),
  );
  return found.filter(({ uri }) => !sources.includes(uri));
}

/** The dynamic sources in a folder; none in a folder with many files, which is hardly one of inventories. */
async function dynamicIn(
  fileSystem: FileSystem,
  folder: string,
  config: AnsibleConfig | undefined,
): Promise<readonly UnknownSource[]> {
  const beside = (await sourcesBeside(fileSystem, folder, config)).filter((uri) =>
    POSSIBLE.test(baseName(uri)),
  );
  if (beside.length > MAX_FILES) return [];
  const reasons = await inBatches(beside, async (uri) => {
    const content = await fileSystem.readFile(uri);
    return content && 'text' in content ? reasonOf(content.text) : undefined;
  });
  return beside.flatMap((uri, index) => {
    const reason = reasons[index];
    return reason ? [{ uri, reason, isBeside: true }] : [];
  });
}

function reasonOf(text: string): UnknownSource['reason'] | undefined {
  // Every script that is a source must understand this option.
  if (text.startsWith('#!')) return text.includes('--list') ? 'script' : undefined;
  return /^["']?plugin["']?[ \t]*:[ \t]*\S/m.test(text) ? 'plugin' : undefined;
}
