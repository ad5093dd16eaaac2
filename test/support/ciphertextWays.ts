// Ways of an encrypted token into what the roles write, as they were seen in real runs with core 2.19.
import { VAULT_TEXT } from './vaultText.ts';

const vault = (name: string): string => `${name}: !vault |\n${VAULT_TEXT.replace(/^(?=.)/gm, '  ')}`;

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1: { ansible_host: 10.0.0.1 }
    agent:
      hosts:
        node9: { ansible_host: 10.0.0.9 }
  vars:
    k3s_version: v1.31.12+k3s1
`;

const OTHERS = `${vault('vault_token')}chained: "{{ vault_token }}"
secrets: { k3s: { token: "{{ chained }}" } }
`;

export interface CiphertextCase {
  /** The variable's lines. */
  readonly text: string;
  /** Where its own file is. */
  readonly at: string;
}

export function ciphertextFiles({ text, at }: CiphertextCase): Record<string, string> {
  const endpoint = text.startsWith('api_endpoint') ? '' : 'api_endpoint: 10.0.0.1\n';
  const own = `${endpoint}${text}\n`;
  const isOne = at === 'inventory.yml';
  return {
    'inventory.yml': `${INVENTORY}${(OTHERS + (isOne ? own : '')).replace(/^(?=.)/gm, '    ')}`,
    ...(!isOne && { [at]: own }),
  };
}

/** They reach the servers' file as ciphertext. */
export const WRITTEN_ENCRYPTED: readonly string[] = [
  vault('token').trimEnd(),
  'token: "{{ vault_token }}"',
  'token: "{{ chained }}"',
  'token: "{{ vault_token | string }}"',
  `token: "{{ vault_token | default('') }}"`,
  `token: "{{ vault_token | default('', true) }}"`,
  `token: "{{ vault_token if true else 'x' }}"`,
  `token: "{{ vault_token if vault_token is defined else 'x' }}"`,
  `token: "{{ (1 == 1) | ternary(vault_token, 'x') }}"`,
  `token: "{{ vault_token or 'x' }}"`,
  `token: "{{ hostvars['node1'].vault_token }}"`,
  `token: "{{ hostvars[groups['server'][0]]['chained'] }}"`,
  'token: "{{ secrets.k3s.token }}"',
  `token: "{{ [vault_token, 'x'] | first }}"`,
  `token: "{{ lookup('vars', 'vault_token') }}"`,
  'api_endpoint: "{{ vault_token }}"',
];

/** They do not. */
export const WRITTEN_PLAIN: readonly string[] = [
  'token: "{{ vault_token | trim }}"',
  `token: "{{ vault_token ~ '' }}"`,
  'token: "K10{{ vault_token }}"',
  `token: "{{ vault_token | hash('sha256') }}"`,
  'token: |\n  {{ vault_token }}',
  'token: "{{ chained | trim }}"',
];
