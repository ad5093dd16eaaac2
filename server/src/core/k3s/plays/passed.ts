// Variables that a README, a script, a Makefile or a pipeline near the inventory passes with `-e`. A hint, no proof.

import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { listFolder } from '../../ansible/files/listFolder.ts';
import { textOf } from '../../ansible/files/reading.ts';
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
const PASSED_FILE = /(?:\s|^)(?:-e|--extra-vars)[ =]*["']?@([^\s"'`]+)/g;
const NAMES = /(?:^|[\s'"{,])["']?([A-Za-z_]\w*)["']?\s*[=:]/g;

/** What is passed on command lines in the texts nearby. */
export interface Passed {
  /** By name, the file that says so. */
  readonly passed: ReadonlyMap<string, string>;
  /** The file that passes a file of variables which cannot be read here, such as `-e @secrets.yml`. */
  readonly passesFiles?: string;
  /** The files that were read. */
  readonly from: readonly string[];
}

/**
 * Searches from the inventory's folder upwards to the root of the project. The file nearest to the inventory is kept
 * for each name.
 */
export async function findPassed(fileSystem: FileSystem, inventoryFolder: string): Promise<Passed> {
  const passed = new Map<string, string>();
  const from: string[] = [];
  let passesFiles: string | undefined;
  for (const here of ancestorsOf(inventoryFolder, MAX_LEVELS + 1)) {
    const { texts, isLast } = await memoIn(fileSystem, `what is passed in ${here}`, () =>
      textsIn(fileSystem, here),
    );
    for (const { uri, names, files } of texts) {
      const known = files.flatMap((file) => file.names ?? []);
      if (files.some((file) => !file.names)) passesFiles ??= uri;
      from.push(uri, ...files.map((file) => file.uri));
      for (const name of [...names, ...known]) if (!passed.has(name)) passed.set(name, uri);
    }
    if (isLast) break;
  }
  return { passed, from, ...(passesFiles !== undefined && { passesFiles }) };
}

async function textsIn(fileSystem: FileSystem, folder: string) {
  const entries = await listFolder({ fileSystem, unknowns: [] }, folder);
  const files = entries.filter(({ kind, name }) => kind === 'file' && TELLING.test(name)).slice(0, MAX_FILES);
  const texts = await Promise.all(
    files.map(async ({ name }) => {
      const uri = joinUri(folder, name);
      const text = (await textOf(fileSystem, uri)) ?? '';
      const passed = filesPassedIn(text).map((path) => fileAt(fileSystem, joinUri(folder, path)));
      return { uri, names: namesPassedIn(text), files: await Promise.all(passed) };
    }),
  );
  return { texts, isLast: entries.some(({ name }) => name === '.git') };
}

const MAX_PASSED = 8;

function filesPassedIn(text: string): readonly string[] {
  if (text.length > MAX_TEXT) return [];
  return [...new Set([...text.matchAll(PASSED_FILE)].map((match) => match[1] ?? ''))].slice(0, MAX_PASSED);
}

/** A file that is passed, with the names that it defines if it can be read here. */
async function fileAt(fileSystem: FileSystem, uri: string) {
  const text = await textOf(fileSystem, uri);
  if (text === undefined || text.length > MAX_TEXT || !isPlainMapping(text)) return { uri };
  return { uri, names: [...text.matchAll(KEYS)].map((match) => match[1] ?? '') };
}

/** Neither encrypted nor JSON. */
const isPlainMapping = (text: string): boolean => !/^\s*[{$]/.test(text);
const KEYS = /^([A-Za-z_]\w*)[ \t]*:/gm;

/** The names of variables that a command in the text passes. */
export function namesPassedIn(text: string): readonly string[] {
  if (text.length > MAX_TEXT || !/-e|--extra-vars/.test(text)) return [];
  const commands = [...text.replaceAll('\r\n', '\n').matchAll(PASSED)].map((match) => match[1] ?? '');
  return commands.flatMap((rest) => [...rest.matchAll(NAMES)].map((match) => match[1] ?? ''));
}
