// A canary in every place where a secret can stand, and everything that the product can be asked at every place of the
// file: the canary must not sing. `list` alone prints secrets, because it prints what ansible-inventory prints.
import { expect, it } from 'vitest';
import type { LanguageService } from '../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { createFolder } from '../support/terminal.ts';

const CANARY = 'Kanari3nV0gel';
const NODE_TOKEN = `K10${'ab'.repeat(32)}::server:${CANARY}`;

const VARS = `    token: ${CANARY}
    vault_token: ${CANARY}
    cluster_secret: ${CANARY}
    ansible_password: "{{ cluster_secret }}"
    ansible_become_password: ${CANARY}
    registry_password: ${CANARY}
    greeting: "{{ token }} and {{ vault_token | upper }}{{ cluster_secret[3:] }}"
    server_config_yaml: |
      token: ${CANARY}
      agent-token: "${CANARY}"
      datastore-endpoint: postgres://k3s:${CANARY}@10.0.0.9/k3s
      etcd-s3-secret-key: ${CANARY}
      vpn-auth: name=tailscale,joinKey=${CANARY}
    registries_config_yaml: |
      configs:
        registry.example.com:
          auth:
            username: me
            password: ${CANARY}
    extra_server_args: "--token ${CANARY} --agent-token=${CANARY}"
    extra_agent_args: --token ${CANARY}
    extra_service_envs:
      - K3S_TOKEN=${CANARY}
      - HTTPS_PROXY=http://me:${CANARY}@proxy:3128
    extra_install_envs:
      AWS_SECRET_ACCESS_KEY: ${CANARY}
    api_endpoint: https://user:${CANARY}@10.0.0.1:6443/
    # ansible_password: ${CANARY}
    # ${NODE_TOKEN}
`;

const inventory = (first: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        h1:
          ${first}
    agent:
      hosts:
        h2:
  vars:
${VARS}`;

/** Sound, mistyped, and no YAML at all. */
const FILES = [
  inventory(`ansible_password: ${CANARY}`),
  inventory(`ansible_password: {{ '${CANARY}' }}`),
  inventory(`ansible_password: "${CANARY}`),
  inventory(`ansible_password: !vault ${CANARY}`),
  inventory(`ansible_password: "{{ '${CANARY}' | defualt( }}"`),
];

/** What takes a place of the file, or the file; edits carry the file's own text and are not asked for. */
const AT_POSITION = [
  'hoverAt',
  'definitionsAt',
  'referencesAt',
  'highlightsAt',
  'completeAt',
  'signatureAt',
  'selectionRangesAt',
  'renameTargetAt',
] as const;
const IN_RANGE = ['inlayHintsIn', 'semanticTokensIn', 'vaultActions'] as const;
const IN_FILE = ['symbolsOf', 'linksOf', 'vaultsIn'] as const;

type Asked = Readonly<Record<string, ((...args: readonly unknown[]) => Promise<unknown>) | undefined>>;

async function everything(service: LanguageService, text: string): Promise<readonly unknown[]> {
  const uri = uriOf('inventory.yml');
  const asked = service as unknown as Asked;
  const whole = { start: { line: 0, column: 0 }, end: { line: 999, column: 0 } };
  for (const name of [...IN_RANGE, ...IN_FILE, ...AT_POSITION]) expect(asked[name], name).toBeDefined();
  const answers: unknown[] = [await service.check(uri, {}), await service.offerFixes(uri, whole, {})];
  answers.push(await service.findSymbolsBelow([uriOf('')], ''));
  for (const name of IN_RANGE) answers.push(await asked[name]?.(uri, whole));
  for (const name of IN_FILE) answers.push(await asked[name]?.(uri));
  for (const [line, content] of text.split('\n').entries())
    for (let column = 0; column <= content.length; column += 4)
      for (const name of AT_POSITION)
        answers.push(await asked[name]?.(uri, { line, column }, { includeDefinitions: true }));
  return answers;
}

it.each(FILES)('the canary is shown nowhere in the editor: %#', async (text) => {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  const said = JSON.stringify(await everything(service, text));
  expect(said.length).toBeGreaterThan(1000);
  expect(said).not.toContain(CANARY);
  expect(said.toLowerCase()).not.toContain(CANARY.toLowerCase());
  expect(said).not.toContain(CANARY.slice(3));
});

const QUESTIONS = [
  ['check'],
  ['check', '--format', 'json'],
  ['check', '--format', 'sarif'],
  ['airgap', '-i', 'inventory.yml'],
  ...[
    'token',
    'ansible_password',
    'server_config_yaml',
    'extra_server_args',
    'greeting',
    'registry_password',
  ].flatMap((name) => [
    ['explain', 'h1', name, '-i', 'inventory.yml'],
    ['explain', 'h1', name, '-i', 'inventory.yml', '--format', 'json'],
    ['render', 'h1', `{{ ${name} }}`, '-i', 'inventory.yml'],
    ['render', 'h1', `{{ ${name} | string | upper | reverse }}`, '-i', 'inventory.yml', '--format', 'json'],
  ]),
];

it.each(FILES)('the canary is shown nowhere on the command line: %#', async (text) => {
  const folder = createFolder({
    'inventory.yml': text,
    'hosts.ini': `[k3s_cluster:vars]\ntoken=${CANARY} "\n; ansible_password=${CANARY}\n`,
  });
  try {
    for (const question of QUESTIONS) {
      const said = JSON.stringify(await folder.run(question));
      expect(said, question.join(' ')).not.toContain(CANARY);
      expect(said.toLowerCase(), question.join(' ')).not.toContain(CANARY.toLowerCase());
      expect(said, question.join(' ')).not.toContain([...CANARY].reverse().join(''));
    }
  } finally {
    folder.remove();
  }
});
