// What people say they pass with `-e`: in a README, a script, a Makefile or a pipeline near the inventory. A hint, no
// proof.

import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { listFolder } from '../../ansible/files/listFolder.ts';
import { memoIn } from '../../ansible/files/snapshot.ts';
import { ancestorsOf, joinUri } from '../../ansible/files/uri.ts';

const TELLING =
  /^readme(?:\.\w+)?$|\.sh$|^(?:gnu)?makefile$|\.mk$|^\.?justfile$|^taskfile\.ya?ml$|^\.gitlab-ci\.ya?ml$/i;
const MAX_LEVELS = 3;
const MAX_FILES = 12;
/** Longer texts are no instructions. */
const MAX_TEXT = 60_000;

/** What is passed stands on the same line, or on those that a backslash joins to it. */
const PASSED = /(?:\s|^)(?:-e|--extra-vars)[ =]+((?:[^\n\\]|\\.|\\\n)*)/g;
const PASSED_FILE = /(?:\s|^)(?:-e|--extra-vars)[ =]+["']?@/;
const NAMES = /(?:^|[\s'"{,])["']?([A-Za-z_]\w*)["']?\s*[=:]/g;

export interface Passed {
  /** By name, the file that says so. */
  readonly passed: ReadonlyMap<string, string>;
  /** Whether files of variables are passed, such as `-e @secrets.yml`. */
  readonly passesFiles: boolean;
  /** The files that were read. */
  readonly from: readonly string[];
}

export async function findPassed(fileSystem: FileSystem, inventoryFolder: string): Promise<Passed> {
  const passed = new Map<string, string>();
  const from: string[] = [];
  let passesFiles = false;
  for (const here of ancestorsOf(inventoryFolder, MAX_LEVELS + 1)) {
    const { texts, isLast } = await memoIn(fileSystem, `what is passed in ${here}`, () =>
      textsIn(fileSystem, here),
    );
    for (const { uri, names, hasFile } of texts) {
      passesFiles ||= hasFile;
      from.push(uri);
      for (const name of names) if (!passed.has(name)) passed.set(name, uri);
    }
    if (isLast) break;
  }
  return { passed, passesFiles, from };
}

async function textsIn(fileSystem: FileSystem, folder: string) {
  const entries = await listFolder({ fileSystem, unknowns: [] }, folder);
  const files = entries.filter(({ kind, name }) => kind === 'file' && TELLING.test(name)).slice(0, MAX_FILES);
  const texts = await Promise.all(
    files.map(async ({ name }) => {
      const uri = joinUri(folder, name);
      const content = await fileSystem.readFile(uri);
      const text = content && 'text' in content ? content.text : '';
      return { uri, names: namesPassedIn(text), hasFile: text.length <= MAX_TEXT && PASSED_FILE.test(text) };
    }),
  );
  return { texts, isLast: entries.some(({ name }) => name === '.git') };
}

/** The names of variables that a command in the text passes. */
export function namesPassedIn(text: string): readonly string[] {
  if (text.length > MAX_TEXT || !/-e|--extra-vars/.test(text)) return [];
  const commands = [...text.replaceAll('\r\n', '\n').matchAll(PASSED)].map((match) => match[1] ?? '');
  return commands.flatMap((rest) => [...rest.matchAll(NAMES)].map((match) => match[1] ?? ''));
}
