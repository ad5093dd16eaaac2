// A secret's value may stand in the file, and nowhere else: not in a message, a fix's title, a hover or a report.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { createFolder } from '../support/terminal.ts';

const CANARY = 'Kanari3nV0gel';

/** The token in every form a rule has something to say about. */
const TOKENS = [
  CANARY,
  `"${CANARY}"`,
  `changeme-${CANARY}`,
  `|\n      ${CANARY}\n      ${CANARY}`,
  `K10${'a'.repeat(64)}::server:${CANARY}`,
  `K10${CANARY}`,
  `"{{ '${CANARY}' | defualt( }}"`,
  `"{{ lookup('env', 'T') | default('${CANARY}') }}"`,
  `{{ '${CANARY}' }}`,
  `[${CANARY}]`,
  `{a: ${CANARY}}`,
  `!vault ${CANARY}`,
  `!secret ${CANARY}`,
  `"${CANARY}`,
  `abcdef.${CANARY}abc`,
];

const inventory = (token: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        h1:
          ansible_password: ${CANARY}
  vars:
    tokens: ${CANARY}
    k3s_token: ${CANARY}
    ansible_become_password: ${CANARY}
    server_config_yaml: |
      token: ${CANARY}
    api_endpoint: https://user:${CANARY}@10.0.0.1:6443/
    token: ${token}
`;

it.each(TOKENS)('no finding, fix or hover holds the value: %#', async (token) => {
  const text = inventory(token);
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  const uri = uriOf('inventory.yml');
  const whole = { start: { line: 0, column: 0 }, end: { line: 99, column: 0 } };
  const hovers = await Promise.all(
    text
      .split('\n')
      .map((line, number) => service.hoverAt(uri, { line: number, column: line.search(/\S/) + 1 })),
  );
  const said = JSON.stringify([
    await service.check(uri, {}),
    await service.offerFixes(uri, whole, {}),
    hovers,
  ]);
  expect(said).not.toContain(CANARY);
});

/** What is made of a secret, one way or another. */
const TEMPLATES = [
  '{{ token }}',
  '{{ k3s_token | upper }}',
  "{{ hostvars['h1'].ansible_password }}",
  "{{ hostvars['h1'] | dict2items }}",
  "{{ {'a': ansible_become_password} }}",
  '{{ server_config_yaml | from_yaml }}',
  '{{ api_endpoint[:30] }}',
  '{% for letter in tokens %}{{ letter }}{% endfor %}',
  '{{ through }}',
  `{{ 'password: ${CANARY}' }}`,
];

it.each(TEMPLATES)(
  'nothing that helps with a template holds what is made of a secret: %s',
  async (template) => {
    const head = `${inventory(`"${CANARY}"`)}    through: "{{ tokens | trim }}"\n`;
    const text = `${head}    made: "${template}"\n`;
    const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
    const uri = uriOf('inventory.yml');
    const line = text.split('\n').length - 2;
    const said: unknown[] = [
      await service.inlayHintsIn(uri, { start: { line: 0, column: 0 }, end: { line: 99, column: 0 } }),
    ];
    for (let column = 4; column < template.length + 12; column += 5) {
      said.push(await service.hoverAt(uri, { line, column }));
      said.push(await service.completeAt(uri, { line, column }));
    }
    expect(JSON.stringify(said).toLowerCase()).not.toContain(CANARY.toLowerCase());
  },
);

it.each(TOKENS)('no report of the command line holds the value: %#', async (token) => {
  const folder = createFolder({
    'inventory.yml': inventory(token),
    'hosts.ini': `[k3s_cluster:vars]\ntoken=${CANARY} "\n`,
  });
  const outputs = [await folder.run(['check']), await folder.run(['check', '--format', 'json'])];
  folder.remove();
  expect(JSON.stringify(outputs)).not.toContain(CANARY);
});
