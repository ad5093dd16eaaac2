import { describe, expect, test } from 'vitest';
import { loadInventory } from '../../../server/src/core/ansible/discovery/inventorySources.ts';
import { createDocumentCache } from '../../../server/src/core/ansible/files/documents.ts';
import type { FileSystem } from '../../../server/src/core/ansible/files/fileSystem.ts';
import { createMemoryFileSystem, ROOT, uriOf } from '../../support/memoryFileSystem.ts';

const INVENTORY = 'server:\n  hosts:\n    n1:\n    node.example.com:\n';

interface Wanted {
  readonly sources?: readonly string[];
  readonly playbooks?: readonly string[];
  readonly change?: (fileSystem: FileSystem) => FileSystem;
}

/** Paths instead of URIs, so that expectations are readable. */
async function load(
  files: Readonly<Record<string, string>>,
  { sources = ['hosts.yml'], playbooks = [], change }: Wanted = {},
) {
  const fileSystem = change?.(createMemoryFileSystem(files)) ?? createMemoryFileSystem(files);
  const { input, files: read } = await loadInventory(fileSystem, createDocumentCache(fileSystem), {
    sources: sources.map(uriOf),
    playbookFolders: playbooks.map(uriOf),
  });
  const path = (uri: string): string => decodeURIComponent(uri.slice(ROOT.length + 1));
  return {
    sources: input.sources.map(
      ({ source, document }) => `${path(source.uri)}${document ? '' : ' (INI only)'}`,
    ),
    vars: (input.varsFiles ?? []).map(
      ({ source, owner, beside, folder }) =>
        `${owner.kind} ${owner.name}: ${path(source.uri)} (${beside} ${folder})`,
    ),
    unknowns: (input.unknowns ?? []).map(
      ({ uri, reason, owner }) => `${path(uri)} ${reason}${owner ? ` ${owner.kind} ${owner.name}` : ''}`,
    ),
    roles: read.map(
      (file) => `${path(file.source.uri)} ${file.role}${file.document ? '' : ' without document'}`,
    ),
  };
}

test('a folder stands for its files by name, without what Ansible passes over', async () => {
  const passedOver = [
    'a.cfg',
    'a.md',
    'a.txt',
    'a.bak',
    'a.orig',
    'a.retry',
    'a.swp',
    'hosts~',
    '.hidden',
    'group_vars/all.yml',
    'host_vars/n1',
  ];
  const files = Object.fromEntries(
    [...passedOver, '20-hosts.yml', '10-hosts', 'sub/b.yaml', 'sub/.c', 'Z.json'].map((name) => [
      `inv/${name}`,
      'x: 1\n',
    ]),
  );
  const { sources, vars } = await load(files, { sources: ['inv'] });
  expect(sources).toEqual(['inv/10-hosts', 'inv/20-hosts.yml', 'inv/Z.json', 'inv/sub/b.yaml']);
  expect(vars).toEqual([
    'group all: inv/group_vars/all.yml (inventory 0)',
    'host n1: inv/host_vars/n1 (inventory 0)',
  ]);
});

test('group_vars and host_vars: files and folders, the first ending that exists', async () => {
  const { vars } = await load({
    'hosts.yml': INVENTORY,
    'group_vars/all/b.yml': '',
    'group_vars/all/a': '',
    'group_vars/all/sub/c.json': '',
    'group_vars/all/sub.d/lost.yml': '',
    'group_vars/all/lost.txt': '',
    'group_vars/all/lost.yml~': '',
    'group_vars/all/.lost.yml': '',
    'group_vars/all.yml': 'lost: 1\n',
    'group_vars/server.yml': '',
    'group_vars/server.yaml': 'lost: 1\n',
    'group_vars/README.md': 'lost: 1\n',
    'host_vars/node.example.com': '',
    'host_vars/old.example.com.yml': '',
  });
  expect(vars).toEqual([
    'group all: group_vars/all/a (inventory 0)',
    'group all: group_vars/all/b.yml (inventory 0)',
    'group all: group_vars/all/sub/c.json (inventory 0)',
    'group server: group_vars/server.yml (inventory 0)',
    'host node.example.com: host_vars/node.example.com (inventory 0)',
    'host old.example.com: host_vars/old.example.com.yml (inventory 0)',
  ]);
});

test('folders of several inventories and playbooks, each read once', async () => {
  const files = {
    'a/hosts.yml': INVENTORY,
    'b/hosts.yml': INVENTORY,
    'a/group_vars/all.yml': '',
    'b/group_vars/all.yml': '',
    'play/group_vars/all.yml': '',
  };
  expect(
    (await load(files, { sources: ['a/hosts.yml', 'b/hosts.yml'], playbooks: ['play', 'a'] })).vars,
  ).toEqual([
    'group all: b/group_vars/all.yml (inventory 0)',
    'group all: play/group_vars/all.yml (playbook 0)',
    'group all: a/group_vars/all.yml (playbook 1)',
  ]);
  expect((await load(files, { sources: ['a/hosts.yml'], playbooks: ['a'] })).vars).toEqual([
    'group all: a/group_vars/all.yml (inventory 0)',
  ]);
});

test('both formats, and JSON', async () => {
  const files = {
    'hosts.ini': '[server]\nn1\n',
    hosts: '[server]\nn1\n',
    'hosts.json': '{"server": {"hosts": {"n1": null}}}',
  };
  const { sources, roles, unknowns } = await load(files, { sources: ['hosts.ini', 'hosts', 'hosts.json'] });
  expect(sources).toEqual(['hosts.ini (INI only)', 'hosts', 'hosts.json']);
  expect(roles).toEqual([
    'hosts.ini inventory without document',
    'hosts inventory without document',
    'hosts.json inventory',
  ]);
  expect(unknowns).toEqual([]);
});

test('a sample is read as what it is copied to', async () => {
  const names = ['hosts.yml.example', 'hosts.ini.sample', 'hosts.dist', 'hosts.yml.old'];
  const { sources } = await load(Object.fromEntries(names.map((name) => [name, INVENTORY])), {
    sources: names,
  });
  expect(sources).toEqual([
    'hosts.yml.example',
    'hosts.ini.sample (INI only)',
    'hosts.dist',
    'hosts.yml.old (INI only)',
  ]);
});

describe('what cannot be read is reported with its reason', () => {
  const VAULT = '$ANSIBLE_VAULT;1.1;AES256\n6162\n';
  const SOPS = 'token: ENC[AES256_GCM,data:x]\nsops:\n  mac: ENC[x]\n  version: 3.9.0\n';
  test.each([
    ['hosts.yml', VAULT, 'vaulted-file'],
    ['hosts.yml', SOPS, 'sops'],
    ['hosts.yml.tpl', INVENTORY, 'template'],
    ['hosts.yml.j2', INVENTORY, 'template'],
    ['hosts.toml', '[server]\n', 'toml'],
    ['hosts.py', '#!/usr/bin/env python3\nprint("{}")\n', 'script'],
    ['hosts.yml', 'U2FsdGVkX19h\n', 'unreadable'],
  ])('%s %j', async (name, text, reason) => {
    const { sources, unknowns } = await load({ [name]: text }, { sources: [name] });
    expect(unknowns).toEqual([`${name} ${reason}`]);
    expect(sources).toEqual([]);
  });

  test('variables with whose they are', async () => {
    const { vars, unknowns } = await load({
      'hosts.yml': INVENTORY,
      'group_vars/all/vault.yml': VAULT,
      'host_vars/n1.sops.yml': '',
      'host_vars/n1.yml': SOPS,
    });
    expect(unknowns).toEqual([
      'group_vars/all/vault.yml vaulted-file group all',
      'host_vars/n1.yml sops host n1',
    ]);
    expect(vars).toEqual(['host n1.sops: host_vars/n1.sops.yml (inventory 0)']);
  });

  test('folders that cannot be looked into', async () => {
    const closed = ['group_vars', 'host_vars/n1', 'inv/sub'].map(uriOf);
    const change = (fileSystem: FileSystem): FileSystem => ({
      ...fileSystem,
      listDirectory: async (uri) =>
        closed.includes(uri) ? { problem: 'unreadable', detail: 'EACCES' } : fileSystem.listDirectory(uri),
    });
    const files = {
      'hosts.yml': INVENTORY,
      'group_vars/all.yml': '',
      'host_vars/n1/a.yml': '',
      'inv/sub/hosts': '',
      'inv/hosts': INVENTORY,
    };
    const { unknowns } = await load(files, { sources: ['hosts.yml', 'inv'], change });
    expect(unknowns).toEqual([
      'inv/sub unreadable',
      'group_vars unreadable',
      'host_vars/n1 unreadable host n1',
    ]);
  });

  test('a file that is not there', async () => {
    expect((await load({}, { sources: ['hosts.yml'] })).unknowns).toEqual(['hosts.yml missing']);
  });

  test('what is not UTF-8, except in an INI file', async () => {
    const change = (fileSystem: FileSystem): FileSystem => ({
      ...fileSystem,
      readFile: async (uri) => {
        const content = await fileSystem.readFile(uri);
        return content && 'text' in content ? { ...content, notUtf8: true } : content;
      },
    });
    const files = {
      'a.ini': '# caf\ufffd\n[server]\nn1\n',
      'b.ini': 'caf\ufffd\n',
      'c.yml': '# caf\ufffd\nserver:\n',
    };
    const { sources, unknowns } = await load(files, { sources: ['a.ini', 'b.ini', 'c.yml'], change });
    expect(sources).toEqual(['a.ini (INI only)', 'b.ini (INI only)']);
    expect(unknowns).toEqual(['c.yml unreadable']);
  });

  test('an executable file without a shebang is an inventory like any other', async () => {
    const change = (fileSystem: FileSystem): FileSystem => ({
      ...fileSystem,
      stat: async () => ({ kind: 'file', executable: true }),
    });
    expect((await load({ 'hosts.yml': INVENTORY }, { change })).sources).toEqual(['hosts.yml']);
    const script = `#!/bin/sh\n${INVENTORY}`;
    expect((await load({ 'hosts.yml': script }, { change })).unknowns).toEqual(['hosts.yml script']);
    expect((await load({ 'hosts.yml': script })).sources).toEqual(['hosts.yml']);
  });
});
