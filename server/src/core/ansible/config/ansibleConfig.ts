// ansible.cfg: what it says about inventories, and which one counts for a folder. Knows nothing of inventories.
// Read from ansible-core 2.14.18, config/manager.py and config/base.yml.

import { booleanMeant } from '../../text/booleanText.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { holds } from '../files/listFolder.ts';
import { listOrNothing } from '../files/reading.ts';
import { memoIn } from '../files/snapshot.ts';
import { ancestorsOf, joinUri, parentUri } from '../files/uri.ts';
import { type ConfigFile, parseConfigFile } from './configFile.ts';

/** Absent settings have Ansible's default. Paths are URIs; `undefined` among them depends on the environment. */
export interface AnsibleConfig {
  readonly uri: string;
  /** Ansible does not start with this file. */
  readonly isRefused: boolean;
  /** The sources when no `-i` is given. */
  readonly inventory?: readonly (string | undefined)[];
  readonly collectionsPath?: readonly (string | undefined)[];
  /** As written: it may start at a home folder. */
  readonly vaultPasswordFile?: string;
  /** As written: `label@path`. */
  readonly vaultIdentityList?: readonly string[];
  /** The label to encrypt with, where there are several passwords. */
  readonly vaultEncryptIdentity?: string;
  readonly jinja2Native: boolean;
  readonly allowsBrokenConditionals: boolean;
  readonly duplicateDictKey: 'error' | 'warn' | 'ignore';
  readonly hashBehaviour: 'replace' | 'merge';
  /** Endings of the files to pass over in inventory folders, in place of the usual ones. */
  readonly ignoreExtensions?: readonly string[];
  /** Python regular expressions for files to pass over in inventory folders. */
  readonly ignorePatterns?: readonly string[];
  readonly enablePlugins?: readonly string[];
}

/**
 * What an ansible.cfg says, with paths made absolute: like Ansible, relative to the file itself and not to where
 * Ansible is run. A choice that Ansible does not know makes it refuse to start, which is `isRefused`.
 */
export function parseAnsibleConfig(uri: string, text: string): AnsibleConfig {
  const file = parseConfigFile(text);
  const get = (...places: readonly (readonly [section: string, option: string])[]): string | undefined =>
    lastOf(file, places);
  const folder = parentUri(uri);
  const paths = (value: string | undefined, separator: string) =>
    value?.split(separator).map((path) => resolvePath(folder, separator === ',' ? path.trim() : path));
  const duplicateDictKey = choice(get(['defaults', 'duplicate_dict_key']), ['warn', 'error', 'ignore']);
  const hashBehaviour = choice(get(['defaults', 'hash_behaviour']), ['replace', 'merge']);
  return {
    uri,
    isRefused: !file || !duplicateDictKey || !hashBehaviour,
    jinja2Native: isTrue(get(['defaults', 'jinja2_native'])),
    allowsBrokenConditionals: isTrue(get(['defaults', 'allow_broken_conditionals'])),
    duplicateDictKey: duplicateDictKey ?? 'warn',
    hashBehaviour: hashBehaviour ?? 'replace',
    ...present({
      inventory: paths(get(['defaults', 'inventory']), ','),
      collectionsPath: paths(get(['defaults', 'collections_paths'], ['defaults', 'collections_path']), ':'),
      vaultPasswordFile: get(['defaults', 'vault_password_file']),
      vaultEncryptIdentity: get(['defaults', 'vault_encrypt_identity']),
      vaultIdentityList: list(get(['defaults', 'vault_identity_list'])),
      ignoreExtensions: list(
        get(['defaults', 'inventory_ignore_extensions'], ['inventory', 'ignore_extensions']),
      ),
      ignorePatterns: list(get(['defaults', 'inventory_ignore_patterns'], ['inventory', 'ignore_patterns'])),
      enablePlugins: list(get(['inventory', 'enable_plugins'])),
    }),
  };
}

/** Of an option's several names, the last one counts. */
function lastOf(
  file: ConfigFile | undefined,
  places: readonly (readonly [section: string, option: string])[],
): string | undefined {
  return places.map(([section, option]) => file?.get(section)?.get(option)).findLast((v) => v !== undefined);
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;

const list = (value: string | undefined): readonly string[] | undefined =>
  value?.split(',').map((item) => unquote(item.trim()));

const unquote = (text: string): string => (/^(["'])(?:.*[^\\])?\1$/s.test(text) ? text.slice(1, -1) : text);

const isTrue = (value: string | undefined): boolean => booleanMeant(value ?? '') === true;

/** The first of the words is Ansible's own choice; `undefined` for words that it refuses. */
const choice = <T extends string>(value: string | undefined, words: readonly [T, ...T[]]): T | undefined =>
  value === undefined ? words[0] : words.find((word) => word === unquote(value));

/** `undefined` for a path that starts at a home folder or holds environment variables. */
function resolvePath(folder: string, path: string): string | undefined {
  const there = path.replaceAll('{{CWD}}', '.');
  if (/^~|\$\{?\w/.test(there)) return undefined;
  const root = /^[a-z][\w+.-]*:\/\/[^/]*\//i.exec(folder)?.[0] ?? folder;
  return joinUri(path.startsWith('/') ? root : folder, there);
}

/** How far above a folder its ansible.cfg is looked for, outside of a repository. */
const MAX_LEVELS = 8;

/**
 * The nearest ansible.cfg, from the folder up to the root of its repository. Ansible itself reads the one of the folder
 * it is run in; people mostly run it where that file is.
 */
export async function findAnsibleConfig(
  fileSystem: FileSystem,
  folder: string,
): Promise<AnsibleConfig | undefined> {
  for (const current of ancestorsOf(folder, MAX_LEVELS)) {
    const looked = await memoIn(fileSystem, `ansible.cfg in ${current}`, () => lookIn(fileSystem, current));
    if (looked.isLast) return looked.config;
  }
  return undefined;
}

async function lookIn(
  fileSystem: FileSystem,
  folder: string,
): Promise<{ isLast: boolean; config?: AnsibleConfig }> {
  const entries = await listOrNothing(fileSystem, folder);
  if (!holds(entries, 'ansible.cfg')) return { isLast: holds(entries, '.git') };
  const config = await readAnsibleConfig(fileSystem, joinUri(folder, 'ansible.cfg'));
  return { isLast: true, ...(config && { config }) };
}

/** The ansible.cfg at a URI. */
export async function readAnsibleConfig(
  fileSystem: FileSystem,
  uri: string,
): Promise<AnsibleConfig | undefined> {
  const content = await fileSystem.readFile(uri);
  return content && 'text' in content ? parseAnsibleConfig(uri, content.text) : undefined;
}
