// A whole inventory from a few answers: valid as it is, with its secrets encrypted from the start.
import { vaultBlock } from '../../ansible/vault/vaultBlock.ts';
import { endpointExpression } from '../../k3s/schema/endpointExpression.ts';
import { doubleQuoted } from '../../yaml/edits.ts';

/** The answers of the user; nothing in it is secret. */
export interface InventoryWish {
  readonly servers: readonly string[];
  readonly agents: readonly string[];
  readonly user: string;
  readonly version: string;
  /** Of a load balancer; otherwise the first server. */
  readonly endpoint?: string;
  readonly airgapDir?: string;
}

/** Vault texts. */
export interface SealedSecrets {
  readonly token: string;
  /** Of a database outside of the cluster. */
  readonly datastore?: string;
}

/** Words that YAML reads as a boolean or null. */
const NO_TEXT = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const PLAIN = /^[A-Za-z][\w.-]*$|^\d+(?:\.\d+){3}$/;

/** In quotes where YAML would not read it as that text. */
const written = (text: string): string =>
  PLAIN.test(text) && !NO_TEXT.test(text) ? text : doubleQuoted(text);

/**
 * The text of the file. Secrets come encrypted, and are used with `| trim`, because in ansible-core 2.19
 * `to_nice_yaml` writes a `!vault` value as ciphertext.
 */
export function newInventory(wish: InventoryWish, { token, datastore }: SealedSecrets): string {
  const { servers, agents, user, version, endpoint = endpointExpression(), airgapDir } = wish;
  const sealed = (name: string, text: string): string => `    ${name}: ${vaultBlock(text, 6)}\n`;
  return [
    'k3s_cluster:\n  children:\n',
    group('server', servers),
    group('agent', agents),
    `  vars:\n    ansible_user: ${written(user)}\n    k3s_version: ${doubleQuoted(version)}\n`,
    sealed('vault_token', token),
    '    token: "{{ vault_token | trim }}"\n',
    `    api_endpoint: ${doubleQuoted(endpoint)}\n`,
    airgapDir === undefined ? '' : `    airgap_dir: ${doubleQuoted(airgapDir)}\n`,
    datastore === undefined
      ? ''
      : `    use_external_database: true\n${sealed('vault_datastore_endpoint', datastore)}    server_config_yaml: |\n      datastore-endpoint: "{{ vault_datastore_endpoint | trim }}"\n`,
  ].join('');
}

const group = (name: string, hosts: readonly string[]): string =>
  hosts.length === 0
    ? `    ${name}:\n`
    : `    ${name}:\n      hosts:\n${hosts.map((host) => `        ${written(host)}:\n`).join('')}`;
