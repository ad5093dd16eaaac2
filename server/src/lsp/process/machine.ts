// The machine of a server that runs in Node: its disk, its programs, its Git.
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { msg, projectPasswordFile, readVaultConfig } from '../../core/index.ts';
import { ansibleConfigPath } from '../../node/ansibleConfigPath.ts';
import { ansibleVaultEngine } from '../../node/ansibleVaultEngine.ts';
import { createDiskBytes } from '../../node/diskBytes.ts';
import { createDiskFileSystem, fileUri, pathOnDisk } from '../../node/diskFileSystem.ts';
import { searchHistory } from '../../node/gitHistory.ts';
import { openRevision } from '../../node/gitRevision.ts';
import { fetchPassword, passwordSources, sourceId } from '../../node/vaultPasswords.ts';
import type { Machine, PasswordPlace, Passwords } from '../machine.ts';

const NOT_COMMITTED = msg('The document is not saved, and no commit has it.');

export const nodeMachine: Machine = {
  disk: createDiskFileSystem(),
  bytes: createDiskBytes(),
  passwords: passwordsFor,
  vaultProgram: ansibleVaultEngine,
  searchHistory: (uri, text, signal) => searchHistory(pathOnDisk(uri), text, signal),
  /** Git names the work tree by its real path. */
  async openHead(uri, disk) {
    const named = pathOnDisk(uri);
    const path = named === undefined ? undefined : await realpath(named).catch(() => undefined);
    if (path === undefined) return { problem: NOT_COMMITTED };
    const revision = await openRevision(dirname(path), 'HEAD');
    if ('problem' in revision) return revision;
    return { files: revision.fileSystem(disk), uri: fileUri(path), close: revision.close };
  },
};

/** In Ansible's order, with which of them a folder names that is not opened. */
async function passwordsFor({ uri, folder, opened, files }: PasswordPlace): Promise<Passwords> {
  const around = foldersAround(uri, opened);
  const started = folder ?? around[0];
  const cwd = started && pathOnDisk(started);
  if (cwd === undefined) return { offered: [], fetch: async () => undefined };
  const { path } = await ansibleConfigPath(process.env, cwd);
  const config = path === undefined ? undefined : await readVaultConfig(files, fileUri(path));
  const project = await projectOf(uri, files);
  const sources = await passwordSources({
    env: process.env,
    cwd,
    config: config && path !== undefined ? { ...config, path } : undefined,
    project,
  });
  const isOpened = (uri: string): boolean => around.some((within) => `${uri}/`.startsWith(`${within}/`));
  const foreign = [
    ...(isOpened(fileUri(cwd)) ? [] : [join(cwd, 'ansible.cfg')]),
    ...(project && !isOpened(fileUri(dirname(project.path))) ? [project.path] : []),
  ];
  const encryptIdentity = process.env.ANSIBLE_VAULT_ENCRYPT_IDENTITY ?? config?.encryptIdentity;
  return {
    ...(encryptIdentity !== undefined && { encryptIdentity }),
    offered: sources.map((source) => ({
      ...source,
      id: sourceId(source),
      ...(foreign.includes(source.origin) && { isFromAbove: true as const }),
    })),
    async fetch(id, signal) {
      const source = sources.find((one) => sourceId(one) === id);
      return source && fetchPassword(source, signal);
    },
  };
}

/** The password file that a `.k3s-inventory.yml` around the document names. */
async function projectOf(uri: string, files: PasswordPlace['files']) {
  const path = pathOnDisk(uri);
  const named = path === undefined ? undefined : await projectPasswordFile(files, fileUri(dirname(path)));
  const own = named && pathOnDisk(named.uri);
  return named && own !== undefined ? { path: own, passwordFile: named.passwordFile } : undefined;
}

/** Without a workspace, the folder of the file; none for a document that is on no disk. */
function foldersAround(uri: string, opened: readonly string[]): readonly string[] {
  const paths = opened.map(pathOnDisk).filter((path) => path !== undefined);
  const path = pathOnDisk(uri);
  if (paths.length === 0 && path !== undefined) paths.push(dirname(path));
  return paths.map(fileUri);
}
