// The options of every command: what its parser takes, and what shells complete.
import type { ParseArgsConfig } from 'node:util';

export type Options = NonNullable<ParseArgsConfig['options']>;

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/** As ansible-inventory has them. */
const PASSWORDS = {
  'vault-id': { type: 'string', multiple: true },
  'vault-password-file': { type: 'string', multiple: true },
  'ask-vault-pass': { type: 'boolean', short: 'J' },
} as const;

const INVENTORY = {
  inventory: { type: 'string', short: 'i', multiple: true },
  'playbook-dir': { type: 'string' },
  'target-core': { type: 'string' },
} as const;
const READ = { ...INVENTORY, ...PASSWORDS } as const;
const FORMAT = { format: { type: 'string' } } as const;
const SHOW = { 'show-secrets': { type: 'boolean', default: false } } as const;

export const OPTIONS = {
  check: {
    format: { type: 'string', multiple: true },
    output: { type: 'string', short: 'o', multiple: true },
    'allow-unrecognised': { type: 'boolean', default: false },
    fix: { type: 'boolean', default: false },
    unsafe: { type: 'boolean', default: false },
    diff: { type: 'boolean', default: false },
    ...SHOW,
    baseline: { type: 'string' },
    'write-baseline': { type: 'string' },
    ...HELP,
    rule: { type: 'string', multiple: true },
    exclude: { type: 'string', multiple: true },
    'any-inventory': { type: 'boolean', default: false },
    'explain-recognition': { type: 'boolean', default: false },
    jobs: { type: 'string', short: 'j' },
    'target-core': { type: 'string' },
    ...PASSWORDS,
    'stdin-filename': { type: 'string' },
  },
  list: { ...READ, ...HELP, host: { type: 'string' }, graph: { type: 'boolean' } },
  explain: { ...READ, ...FORMAT, ...HELP, ...SHOW },
  render: { ...READ, ...FORMAT, ...HELP, ...SHOW },
  airgap: { ...READ, ...FORMAT, ...HELP, 'list-downloads': { type: 'boolean' } },
  preview: {
    ...READ,
    ...FORMAT,
    ...HELP,
    host: { type: 'string' },
    tasks: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    against: { type: 'string' },
  },
  migrate: { ...INVENTORY, ...FORMAT, ...HELP, ...SHOW, output: { type: 'string', short: 'o' } },
  preflight: { ...READ, ...FORMAT, ...HELP },
  rules: { ...FORMAT, ...HELP },
  'explain-rule': HELP,
  vault: {
    ...PASSWORDS,
    'encrypt-vault-id': { type: 'string' },
    'new-vault-id': { type: 'string' },
    'new-vault-password-file': { type: 'string' },
    output: { type: 'string' },
    name: { type: 'string', short: 'n' },
    'stdin-name': { type: 'string' },
    engine: { type: 'string' },
    ...HELP,
  },
  completion: HELP,
  lsp: { stdio: { type: 'boolean' }, 'node-ipc': { type: 'boolean' }, ...HELP },
} as const satisfies Readonly<Record<string, Options>>;
