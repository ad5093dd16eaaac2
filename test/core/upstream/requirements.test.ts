// What a requirements.yml asks for.
import { describe, expect, it } from 'vitest';
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import {
  isFloating,
  isNoRef,
  requiredCollections,
  requiredVersion,
} from '../../../server/src/core/k3s/upstream/requirements.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';

const versionOf = (text: string) => requiredVersion(parseYaml(text));

describe('requirements.yml', () => {
  it.each([
    ['collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    version: 1.2.0\n', '1.2.0'],
    [
      'collections:\n  - name: git+https://github.com/k3s-io/k3s-ansible.git\n    version: "v1.1.1"\n',
      'v1.1.1',
    ],
    [
      'collections:\n  - source: git@github.com:k3s-io/k3s-ansible.git\n    type: git\n    version: main\n',
      'main',
    ],
    ['collections:\n  - git+https://github.com/k3s-io/k3s-ansible.git,1.2.0\n', '1.2.0'],
    ['collections:\n  - name: k3s.orchestration\n    version: "==1.2.1"\n', '1.2.1'],
    ['- src: https://github.com/k3s-io/k3s-ansible\n  version: 1.0.0\n', '1.0.0'],
    ['collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n', 'main'],
    [
      'collections:\n  - name: https://github.com/techno-tim/k3s-ansible.git\n    version: 1.2.0\n',
      undefined,
    ],
    ['collections:\n  - name: community.general\n    version: 1.2.0\n', undefined],
    ['collections:\n  - name: k3s.orchestration\n   version: 1', undefined],
    ['collections: 3\n', undefined],
    ['', undefined],
  ])('%j says %j', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });

  it('says nothing where it asks for two versions', () => {
    const entry = (version: string) => `  - name: k3s.orchestration\n    version: ${version}\n`;
    expect(versionOf(`collections:\n${entry('1.2.0')}${entry('1.2.1')}`)).toBeUndefined();
  });

  it.each(['main', 'master', 'HEAD', '*', '>=1.2.0', '>1.1.1,<2'])('%s moves', (version) => {
    expect(isFloating(version)).toBe(true);
  });

  it.each(['1.2.0', 'v1.2.2', '165062c', 'our-fixes'])('%s stays', (version) => {
    expect(isFloating(version)).toBe(false);
  });

  it('names the collections', () => {
    const text =
      'collections:\n  - ansible.utils\n  - name: ansible.posix\n    version: 1.5.4\n  - community.general:8.0.0\n';
    expect([...requiredCollections(parseYaml(text))]).toEqual([
      'ansible.utils',
      'ansible.posix',
      'community.general',
    ]);
  });

  it.each(['master', 'v1.2.2', 'latest', '>=1.1.0', '1.2', '1.0.9'])('%s is no ref', (version) => {
    expect(isNoRef(version, loadVariableSchema().releases)).toBe(true);
  });

  it.each(['main', 'HEAD', '1.2.2', '1.2.3', '2.0.0', '281554e', '1234567', 'my-branch', '*'])(
    '%s may be one',
    (version) => {
      expect(isNoRef(version, loadVariableSchema().releases)).toBe(false);
    },
  );
});
