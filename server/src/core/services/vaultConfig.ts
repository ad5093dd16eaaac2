// The settings of an ansible.cfg, and of the project's own configuration, about vault passwords. Reads nothing but these.
import { type AnsibleConfig, findAnsibleConfig, readAnsibleConfig } from '../ansible/config/ansibleConfig.ts';
import { createDocumentCache } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { parentUri } from '../ansible/files/uri.ts';
import { findProject } from '../k3s/project/projectFile.ts';

/** As written: paths may start at a home folder. */
export interface VaultConfig {
  readonly uri: string;
  readonly passwordFile?: string;
  readonly identityList?: readonly string[];
  readonly encryptIdentity?: string;
}

/** Of the ansible.cfg at a URI. */
export async function readVaultConfig(fileSystem: FileSystem, uri: string): Promise<VaultConfig | undefined> {
  const config = await readAnsibleConfig(fileSystem, uri);
  return config && toVaultConfig(config);
}

/** The folder from which people run Ansible for a file: that of the nearest ansible.cfg from the file upwards. */
export const createAnsibleFolder =
  (fileSystem: FileSystem) =>
  async (uri: string): Promise<string | undefined> => {
    const config = await findAnsibleConfig(fileSystem, parentUri(uri));
    return config && parentUri(config.uri);
  };

function toVaultConfig(config: AnsibleConfig): VaultConfig {
  const { vaultPasswordFile: passwordFile, vaultIdentityList: identityList } = config;
  const { vaultEncryptIdentity: encryptIdentity } = config;
  return {
    uri: config.uri,
    ...(passwordFile !== undefined && { passwordFile }),
    ...(identityList && { identityList }),
    ...(encryptIdentity !== undefined && { encryptIdentity }),
  };
}

/** The file that a project names where Ansible’s own settings name none: as written, and the configuration that says so. */
export interface ProjectPasswordFile {
  readonly uri: string;
  readonly passwordFile: string;
}

/** `undefined` where the configuration near the folder names none. */
export async function projectPasswordFile(
  fileSystem: FileSystem,
  folder: string,
): Promise<ProjectPasswordFile | undefined> {
  const project = await findProject(fileSystem, createDocumentCache(fileSystem), folder);
  const passwordFile = project?.settings.vault_password_file;
  return project && passwordFile !== undefined ? { uri: project.uri, passwordFile } : undefined;
}
