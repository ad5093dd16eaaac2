// Which ansible-core a project says it uses.
import { describe, expect, it } from 'vitest';
import { coreIn, isAtLeast, isOlderThan } from '../../../server/src/core/ansible/target/coreVersion.ts';
import { coresNamedIn } from '../../../server/src/core/ansible/target/findCore.ts';
import { createMemoryFileSystem, ROOT } from '../../support/memoryFileSystem.ts';

const judge = (text: string) => {
  const core = coreIn('file:///requirements.txt', 'requirements.txt', text);
  if (!core) return 'nothing';
  if (isOlderThan(core, '2.15')) return 'older';
  return isAtLeast(core, '2.15') ? 'newer' : 'open';
};

describe('requirements.txt, against 2.15', () => {
  it.each([
    ['ansible-core==2.14.18\n', 'older'],
    ['ansible-core==2.15.0\n', 'newer'],
    ['jmespath\nansible_core ~= 2.14.3  # pinned\n', 'older'],
    ['ansible-core~=2.14\n', 'open'],
    ['ansible-core>=2.14,<2.15\n', 'older'],
    ['ansible-core<=2.14\n', 'older'],
    ['ansible-core>=2.16\n', 'newer'],
    ['ansible-core==2.14.*\n', 'older'],
    ['ansible-core>=2.14\n', 'open'],
    ['ansible==7.7.0\n', 'older'],
    ['ansible<8\n', 'older'],
    ['ansible<8.1\n', 'open'],
    ['ansible==9.*\n', 'newer'],
    ['ansible~=7.1.0\n', 'older'],
    ['ansible>=7\n', 'open'],
    ['ansible==2.9.27\n', 'nothing'],
    ['ansible==7.7.0\nansible-core==2.16.1\n', 'newer'],
    ['ansible-core\n', 'nothing'],
    ['ansible-lint==6.0.0\nansible-compat<3\n', 'nothing'],
    ['# ansible-core==2.14.18\n', 'nothing'],
    ['', 'nothing'],
  ])('%j: %s', (text, verdict) => {
    expect(judge(text)).toBe(verdict);
  });
});

describe('a virtual environment', () => {
  const find = async (files: Record<string, string>) => {
    const fileSystem = createMemoryFileSystem(files);
    const entries = await fileSystem.listDirectory(ROOT);
    return (await coresNamedIn(fileSystem, ROOT, Array.isArray(entries) ? entries : []))[0];
  };
  const site = '.venv/lib/python3.11/site-packages';

  it('has the version it holds, whatever requirements.txt asks for', async () => {
    const core = await find({
      'requirements.txt': 'ansible-core>=2.16\n',
      [`${site}/ansible_core-2.14.18.dist-info/METADATA`]: '',
    });
    expect(core).toMatchObject({ atLeast: [2, 14, 18], hasCollections: false });
  });

  it('recognises the package that brings collections along', async () => {
    const core = await find({
      [`${site}/ansible_core-2.15.1.dist-info/METADATA`]: '',
      [`${site}/ansible-8.1.0.dist-info/METADATA`]: '',
    });
    expect(core?.hasCollections).toBe(true);
  });

  it('has no version without Ansible in it', async () => {
    expect(await find({ [`${site}/yaml/__init__.py`]: '' })).toBeUndefined();
  });
});

describe('what other files ask for, and odd ones', () => {
  const asked = (name: string, text: string) => {
    const core = coreIn(`file:///${name}`, name, text);
    return core && [core.atLeast?.join('.'), core.below?.join('.')];
  };

  it.each<[name: string, text: string, atLeast?: string, below?: string]>([
    ['requirements.txt', '\ufeffansible-core == 2.19.1 ; python_version >= "3.11"\r\n', '2.19.1', '2.19.1.1'],
    ['requirements.txt', 'ansible-core==2.19.0rc1 \\\n    --hash=sha256:abcdef\n', '2.19.0', '2.19.0.1'],
    ['requirements.txt', 'Ansible_Core[azure]>=2.16, !=2.16.1 , <2.17\n', '2.16', '2.17'],
    ['requirements.txt', 'ansible-core @ https://example.org/ansible-core-2.14.0.tar.gz\n'],
    ['requirements.txt', 'ansible-core==99999999999999999999999.1\nansible-core\n', '1e+23.1', '1e+23.1.1'],
    ['requirements.txt', 'ansible-core==\nansible-core==two\n'],
    ['requirements-dev.txt', '-r requirements.txt\n-c constraints.txt\n'],
    ['pyproject.toml', '[project]\ndependencies = [\n  "ansible-core>=2.16,<2.17",\n]\n', '2.16', '2.17'],
    [
      'pyproject.toml',
      '[project]\n# "ansible-core==2.14.0"\ndependencies = ["ansible-core~=2.18.2"]\n',
      '2.18.2',
      '2.19',
    ],
    [
      'pyproject.toml',
      '[tool.poetry.dependencies]\nansible-core = "^2.16" # not "ansible-core==2.14"\n',
      '2.16',
      '3',
    ],
    ['pyproject.toml', "ansible-core = { extras = ['x'], version = '~2.15.3' }\n", '2.15.3', '2.16'],
    [
      'pyproject.toml',
      '[tool.poetry.dependencies.ansible-core]\nversion = "2.17.*"\nextras = []\n',
      '2.17',
      '2.18',
    ],
    ['pyproject.toml', 'ansible-core = "*"\ndescription = "like ansible-core, but ==2.14"\n'],
    ['pyproject.toml', 'ansible-core = "'],
    ['Pipfile', '[packages]\nansible-core = "==2.16.*"\n', '2.16', '2.17'],
    ['Pipfile', '[packages]\n#ansible = "==7.0.0"\nansible = {version = ">=9", index = "x"}\n', '2.16'],
    ['Pipfile', '[packages]\nansible-core = {git = "https://example.org/ansible.git", ref = "v2.14.0"}\n'],
    [
      'execution-environment.yml',
      'dependencies:\n  ansible_core:\n    package_pip: ansible-core==2.16.3\n',
      '2.16.3',
      '2.16.3.1',
    ],
    [
      'execution-environment.yml',
      'dependencies: {ansible_core: {package_pip: "ansible-core>=2.15,<2.16"}}\n',
      '2.15',
      '2.16',
    ],
    [
      'execution-environment.yaml',
      'dependencies:\n  python: ["ansible-core~=2.17.1", jmespath]\n',
      '2.17.1',
      '2.18',
    ],
    ['execution-environment.yml', '# package_pip: ansible-core==2.14.0\nversion: 3\n'],
    ['execution-environment.yml', 'dependencies: [\n'],
    ['.tool-versions', 'python 3.12.1\nansible-core 2.16.3\n', '2.16.3', '2.16.3.1'],
    ['.tool-versions', 'ansible 9.1.0 # core 2.16\n', '2.16', '2.17'],
    ['.tool-versions', 'pipx:ansible-core 2.18.1\n', '2.18.1', '2.18.1.1'],
    ['.tool-versions', 'ansible-core latest\nansible-lint 6.0.0\n'],
    ['.tool-versions', '#ansible-core 2.14.0\nansible-base 2.10.17\n'],
  ])('%s: %j', (name, text, atLeast, below) => {
    expect(asked(name, text)).toEqual(atLeast === undefined ? undefined : [atLeast, below]);
  });
});

describe('a virtual environment of another make', () => {
  const version = async (path: string) => {
    const fileSystem = createMemoryFileSystem({ [path]: '' });
    const entries = await fileSystem.listDirectory(ROOT);
    const [core] = await coresNamedIn(fileSystem, ROOT, Array.isArray(entries) ? entries : []);
    return core?.atLeast?.join('.');
  };

  it.each([
    ['venv/Lib/site-packages/ansible_core-2.19.11.dist-info/METADATA', '2.19.11'],
    ['env/lib/python3.13/site-packages/ansible_core-2.20.0.dev0.dist-info/METADATA', '2.20.0'],
    ['.venv/lib/python3/site-packages/ansible_core-2.19.0rc1.dist-info/RECORD', '2.19.0'],
    ['.venv/lib/python3.11/site-packages/ansible_core-x.dist-info/METADATA', undefined],
    ['.venv/lib/node/site-packages/ansible_core-2.14.0.dist-info/METADATA', undefined],
  ])('%s: %s', async (path, expected) => {
    expect(await version(path)).toBe(expected);
  });
});
