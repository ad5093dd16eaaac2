// The built server in editors that are not VS Code, driven as a person does: findings, hover, completion, a fix, a rename.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

/** One mistake that has a fix, and a host that can be renamed. */
const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        first:
          ansible_host: 10.0.0.1
  vars:
    ansible_user: debian
    k3s_version: v1.31.12
    api_endpoint: "{{ hostvars['first'].ansible_host }}"
`;

interface Seen {
  readonly diagnostics: readonly { readonly line: number; readonly message: string }[];
  readonly hover: string;
  readonly completion: readonly string[];
  readonly actions: readonly string[];
  readonly fixed: string;
  readonly renamed: string;
  /** What ended the run early. */
  readonly failed?: string;
}

const SCRIPTS = import.meta.dirname;
const EDITORS: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  Neovim: ['nvim', '--headless', '-u', 'NONE', '-i', 'NONE', '-c', `luafile ${join(SCRIPTS, 'neovim.lua')}`],
  'Emacs with eglot': ['emacs', '--batch', '-l', join(SCRIPTS, 'eglot.el')],
};

let folder: Folder;
beforeEach(() => {
  folder = createFolder({ 'inventory.yml': INVENTORY });
});
afterEach(() => folder.remove());

async function drive([program, ...args]: readonly [string, ...string[]]): Promise<Seen> {
  const result = join(folder.path, 'seen.json');
  const env = {
    ...process.env,
    LANG: 'C.UTF-8',
    EDITOR_NODE: process.execPath,
    EDITOR_SERVER: resolve('dist/k3s-inventory.cjs'),
    EDITOR_FILE: join(folder.path, 'inventory.yml'),
    EDITOR_RESULT: result,
  };
  await promisify(execFile)(program, args, { env, cwd: folder.path, timeout: 90_000 });
  return JSON.parse(readFileSync(result, 'utf8'));
}

describe.each(Object.entries(EDITORS))('%s', (_, command) => {
  it('shows findings, explains, completes, fixes and renames', async () => {
    const seen = await drive(command);
    expect(seen.failed).toBeUndefined();
    const line = INVENTORY.split('\n').findIndex((one) => one.includes('k3s_version'));
    expect(seen.diagnostics).toEqual([
      expect.objectContaining({ line, message: expect.stringContaining('+k3s1') }),
    ]);
    expect(seen.hover).toContain('api_endpoint');
    expect(seen.completion).toContain('api_port');
    expect(seen.actions[0]).toContain('v1.31.12+k3s1');
    expect(seen.fixed).toBe(INVENTORY.replace('v1.31.12', 'v1.31.12+k3s1').trimEnd() + trailing(seen.fixed));
    expect(seen.renamed.trimEnd()).toBe(seen.fixed.trimEnd().replaceAll('first', 'renamed'));
  });
});

/** Neovim gives the lines, Emacs the text. */
const trailing = (text: string): string => (text.endsWith('\n') ? '\n' : '');
