// The magic variables of a host, as templates see it.
import { describe, expect, it } from 'vitest';
import { buildInventoryModel } from '../../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import { evaluateTemplate } from '../../../server/src/core/jinja/evaluate.ts';
import { createSourceText } from '../../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';

const read = (uri: string, text: string) => ({
  source: createSourceText(uri, text),
  document: parseYaml(text),
});

function give(template: string, host: string, ...files: readonly (readonly [uri: string, text: string])[]) {
  const model = buildInventoryModel({ sources: files.map(([uri, text]) => read(uri, text)) });
  const scope = createScopes(model, { others: 'unknown' })(host);
  const result = scope && evaluateTemplate(template, scope);
  return result?.known ? result.value : undefined;
}

describe('inventory_dir', () => {
  const own = 'all: { hosts: { a: } }';

  it('is the folder of the first file that lists the host', () => {
    const files = [
      ['file:///srv/my%20lab/hosts.yml', own],
      ['file:///srv/other/hosts.yml', 'all: { hosts: { a: , b: } }'],
    ] as const;
    expect(give('{{ inventory_dir }}/airgap', 'a', ...files)).toBe('/srv/my lab/airgap');
    expect(give('{{ inventory_dir }}', 'b', ...files)).toBe('/srv/other');
    expect(give("{{ hostvars['b'].inventory_file }}", 'a', ...files)).toBe('/srv/other/hosts.yml');
  });

  it.each([
    'file:///c%3A/lab/hosts.yml',
    'file:///C:/lab/hosts.yml',
    'untitled:Untitled-1',
    'vscode-vfs://github/a/b/hosts.yml',
    'file:///srv/%E0%A4%A/hosts.yml',
  ])('is not known for %s, where Ansible does not run', (uri) => {
    expect(give('{{ inventory_dir }}', 'a', [uri, own])).toBeUndefined();
  });

  it('is left to who defines it', () => {
    expect(
      give('{{ inventory_dir }}', 'a', [
        'file:///srv/hosts.yml',
        'all: { hosts: { a: { inventory_dir: x } } }',
      ]),
    ).toBeUndefined();
  });
});
