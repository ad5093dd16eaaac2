// What the nearest ansible.cfg says of vault passwords. Reads nothing but that file.
import { findAnsibleConfig } from '../ansible/config/ansibleConfig.ts';
import type { Host } from '../ansible/files/host.ts';
import { parentUri } from '../ansible/files/uri.ts';

/** As written: paths may start at a home folder. */
export interface VaultConfig {
  readonly uri: string;
  readonly passwordFile?: string;
  readonly identityList?: readonly string[];
  readonly encryptIdentity?: string;
}

/** For a file: from its folder upwards. */
export const createVaultConfig =
  (host: Host) =>
  async (uri: string): Promise<VaultConfig | undefined> => {
    const config = await findAnsibleConfig(host, parentUri(uri));
    if (!config) return undefined;
    const { vaultPasswordFileWritten: passwordFile, vaultIdentityList: identityList } = config;
    const { vaultEncryptIdentity: encryptIdentity } = config;
    return {
      uri: config.uri,
      ...(passwordFile !== undefined && { passwordFile }),
      ...(identityList && { identityList }),
      ...(encryptIdentity !== undefined && { encryptIdentity }),
    };
  };
