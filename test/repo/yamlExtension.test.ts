// Beside the YAML extension of Red Hat nothing of ours is reported as unknown: it is taught the tags of Ansible.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  contributes: { configurationDefaults: Record<string, unknown> };
};

it('knows the tags that Ansible reads, by a default that any setting of the user overrides', () => {
  const { configurationDefaults } = manifest.contributes;
  expect(Object.keys(configurationDefaults)).toEqual(['yaml.customTags']);
  const tags = configurationDefaults['yaml.customTags'] as readonly string[];
  expect([...new Set(tags.map((tag) => tag.split(' ')[0]))]).toEqual([
    '!vault',
    '!vault-encrypted',
    '!unsafe',
  ]);
  for (const tag of tags) expect(tag).toMatch(/^![a-z-]+ (?:scalar|sequence|mapping)$/);
});
