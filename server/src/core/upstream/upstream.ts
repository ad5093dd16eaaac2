// Which k3s-ansible an inventory is run with, as far as the files around it prove it: roles that lie nearby, or a
// requirements.yml. Reads through the Host only. Never believes the version in a galaxy.yml, which lags behind.
import type { InventoryModel } from '../inventory/model.ts';
import { definitionsOf } from '../inventory/queries.ts';
import type { DirectoryEntry, Host } from '../workspace/host.ts';
import { joinUri, parentUri } from '../workspace/uri.ts';
import { parseYaml } from '../yaml/parseYaml.ts';
import { requiredVersion } from './requirements.ts';
import { type TokenHandling, tokenHandlingOfRelease, tokenHandlingOfTasks } from './tokenHandling.ts';

export interface UpstreamVersion {
  /** The file that proves it. */
  readonly uri: string;
  /** The tag, where a requirements.yml names one. */
  readonly release?: string;
  readonly token: TokenHandling;
}

/** How far up from the inventory a checkout's root is looked for. */
const MAX_LEVELS = 5;
const MAX_SUBFOLDERS = 12;
const LIKELY_FOLDER = /k3s|ansible|^vendor$/i;
const COLLECTION = 'collections/ansible_collections/k3s/orchestration';
const TASKS = 'roles/k3s_server/tasks/main.yml';
const DEFAULTS = 'roles/k3s_server/defaults/main.yml';
const REQUIREMENTS = [
  'requirements.yml',
  'requirements.yaml',
  'collections/requirements.yml',
  'roles/requirements.yml',
];

/** Nothing is looked for where the answer cannot matter: every node has the same token. */
export async function loadUpstreamVersion(
  host: Host,
  model: InventoryModel,
  folder: string,
): Promise<UpstreamVersion | undefined> {
  const [first, ...others] = definitionsOf(model, 'token').map(({ owner }) => owner.name);
  const isForAll = others.length === 0 && (first === 'all' || first === 'k3s_cluster');
  return isForAll ? undefined : findUpstreamVersion(host, folder);
}

/** `undefined` when nothing nearby tells, or when what is nearby disagrees. */
export async function findUpstreamVersion(host: Host, folder: string): Promise<UpstreamVersion | undefined> {
  for (const ancestor of ancestorsOf(folder)) {
    const entries = await list(host, ancestor);
    const found = await versionsAt(host, ancestor, entries);
    const [first] = found;
    if (first) return found.every(({ token }) => token === first.token) ? first : undefined;
    if (entries.some(({ name }) => name === '.git')) return undefined;
  }
  return undefined;
}

function ancestorsOf(folder: string): readonly string[] {
  const found: string[] = [];
  let next = folder;
  while (found.length < MAX_LEVELS && /^[a-z][\w+.-]*:\/\/[^/]*\/./i.test(next)) {
    found.push(next);
    next = parentUri(next);
  }
  return found;
}

async function versionsAt(
  host: Host,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<readonly UpstreamVersion[]> {
  const likely = entries
    .filter(({ kind, name }) => kind === 'directory' && LIKELY_FOLDER.test(name))
    .slice(0, MAX_SUBFOLDERS)
    .map(({ name }) => joinUri(folder, name));
  const checkouts = [folder, joinUri(folder, COLLECTION), ...likely];
  const names = new Set(entries.map(({ name }) => name));
  const requirements = REQUIREMENTS.filter((path) => names.has(path.split('/')[0] ?? ''));
  const found = await Promise.all([
    ...checkouts.map((checkout) => versionOfRoles(host, checkout)),
    ...requirements.map((path) => versionOfRequirements(host, joinUri(folder, path))),
  ]);
  return found.filter((version) => version !== undefined);
}

async function list(host: Host, uri: string): Promise<readonly DirectoryEntry[]> {
  const entries = await host.listDirectory(uri);
  return entries !== undefined && !('problem' in entries) ? entries : [];
}

async function versionOfRoles(host: Host, checkout: string): Promise<UpstreamVersion | undefined> {
  const uri = joinUri(checkout, TASKS);
  const tasks = await textOf(host, uri);
  const token = tasks === undefined ? undefined : tokenHandlingOfTasks(tasks);
  // Somebody's own copy may have a token of its own.
  if (!token || /^token\s*:/m.test((await textOf(host, joinUri(checkout, DEFAULTS))) ?? '')) return undefined;
  return { uri, token };
}

async function versionOfRequirements(host: Host, uri: string): Promise<UpstreamVersion | undefined> {
  const text = await textOf(host, uri);
  const release = text?.includes('k3s') ? requiredVersion(parseYaml(text)) : undefined;
  const token = release === undefined ? undefined : tokenHandlingOfRelease(release);
  return release !== undefined && token ? { uri, release, token } : undefined;
}

async function textOf(host: Host, uri: string): Promise<string | undefined> {
  const content = await host.readFile(uri);
  return content && 'text' in content ? content.text : undefined;
}
