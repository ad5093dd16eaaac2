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

  it('tells the version it holds, whatever is asked for', async () => {
    const core = await find({
      'requirements.txt': 'ansible-core>=2.16\n',
      [`${site}/ansible_core-2.14.18.dist-info/METADATA`]: '',
    });
    expect(core).toMatchObject({ atLeast: [2, 14, 18], hasCollections: false });
  });

  it('tells the package that brings collections along', async () => {
    const core = await find({
      [`${site}/ansible_core-2.15.1.dist-info/METADATA`]: '',
      [`${site}/ansible-8.1.0.dist-info/METADATA`]: '',
    });
    expect(core?.hasCollections).toBe(true);
  });

  it('tells nothing without Ansible in it', async () => {
    expect(await find({ [`${site}/yaml/__init__.py`]: '' })).toBeUndefined();
  });
});
