// The JSON Schema of `.k3s-inventory.yml` says what the product says of it.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { readProjectSettings } from '../../server/src/core/k3s/project/projectSettings.ts';
import { parseYaml } from '../../server/src/core/yaml/parseYaml.ts';

const schema = JSON.parse(readFileSync('schemas/schemastore/k3s-inventory.json', 'utf8'));
const isValid = new Ajv2020({ strict: false }).compile(schema);

it.each([
  '{"profile": "strict", "rules": {"token-weak": "off"}, "exclude": ["a*"], "any_inventory": true}',
  '{"target_core": "2.17", "target_k3s_ansible": "1.2.0", "playbook_dir": "p", "vault_password_file": "~/v"}',
  '{}',
  'null',
  '{"profile": "lax"}',
  '{"profil": "strict"}',
  '{"rules": {"token-weak": "loud"}}',
  '{"rules": ["token-weak"]}',
  '{"exclude": "a"}',
  '{"any_inventory": "true"}',
  '{"target_k3s_ansible": "0.0.1"}',
  '[]',
])('%s', (text) => {
  const { problems } = readProjectSettings(parseYaml(text));
  expect(problems.length === 0).toBe(isValid(JSON.parse(text)));
});

it('the example on the page is right', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(readProjectSettings(parseYaml(example))).toMatchObject({
    problems: [],
    settings: { profile: 'recommended' },
  });
});
