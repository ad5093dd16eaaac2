// Beside the YAML extension of Red Hat nothing of ours is reported as unknown: it is taught the tags of Ansible, and its
// language server finds nothing wrong with what our fixes write.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: {
    configurationDefaults: Record<string, unknown>;
    yamlValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
  };
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

interface YamlLanguageService {
  configure(settings: object): void;
  doValidation(
    document: TextDocument,
    isKubernetes: boolean,
  ): Promise<readonly { readonly message: string }[]>;
}

/** The language server of that extension, as it is with our contributions. */
function yamlLanguageService(): YamlLanguageService {
  const { getLanguageService } = require('yaml-language-server') as {
    getLanguageService(host: object): YamlLanguageService;
  };
  const silent = () => undefined;
  const service = getLanguageService({
    schemaRequestService: async (uri: string) => readFileSync(new URL(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path: string, from: string) => new URL(path, from).href },
    telemetry: { send: silent, sendError: silent, sendTrack: silent },
  });
  const { configurationDefaults, yamlValidation } = manifest.contributes;
  service.configure({
    validate: true,
    customTags: configurationDefaults['yaml.customTags'],
    schemas: yamlValidation.map(({ fileMatch, url }) => ({
      fileMatch,
      uri: pathToFileURL(join(root, url)).href,
    })),
  });
  return service;
}

/** The files that fixtures of rules hold, under names that the schemas are for. */
function* filesOf(isWanted: (name: string) => boolean): Generator<readonly [fixture: string, TextDocument]> {
  const folder = join(root, 'test/fixtures/rules');
  let count = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!isWanted(name)) continue;
    const [first = '', ...others] = readFileSync(join(folder, name), 'utf8').split(/^#- (.+)$/m);
    const files = new Map([['inventory.yml', first]]);
    for (let index = 0; index < others.length; index += 2)
      files.set(others[index]?.trim() ?? '', others[index + 1] ?? '');
    for (const [path, text] of files) {
      if (!/\.ya?ml$/.test(path)) continue;
      // A name once used would be answered from memory.
      const uri = `file:///${++count}/k3s-ansible/${path}`;
      yield [`${name} ${path}`, TextDocument.create(uri, 'yaml', 1, text)];
    }
  }
}

it('is content with what our fixes write', async () => {
  const service = yamlLanguageService();
  const complaints: string[] = [];
  let checked = 0;
  for (const [name, document] of filesOf((path) => path.endsWith('.fixed.yml'))) {
    checked++;
    for (const { message } of await service.doValidation(document, false))
      complaints.push(`${name}: ${message}`);
  }
  expect(checked).toBeGreaterThan(150);
  expect(complaints).toEqual([]);
});

it('complains about what is no YAML, and about tags that nobody has taught it', async () => {
  const service = yamlLanguageService();
  const found = async (text: string) =>
    service.doValidation(
      TextDocument.create('file:///other/k3s-ansible/inventory.yml', 'yaml', text.length, text),
      false,
    );
  expect(await found('k3s_cluster:\n  hosts: [1\n')).not.toEqual([]);
  expect(await found('k3s_cluster:\n  hosts: !other 1\n')).not.toEqual([]);
  expect(await found('k3s_cluster:\n  vars:\n    token: !vault |\n      x\n')).toEqual([]);
});
