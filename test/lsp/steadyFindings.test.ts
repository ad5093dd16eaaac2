// While the user types and the text cannot be read, what was found elsewhere stays and moves with the text.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createFolder } from '../support/terminal.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
          ansible_hst: 10.0.0.1
    agent:
      hosts:
        192.168.20.12:
  vars:
    ansible_user: debian
    k3s_version: v1.31
    token: changeme!
    api_endpoint: "{{ groups['serve'][0] }}"
    airgap_dir: /nowhere/to/be/found
`;
const URI = 'file:///steady/inventory.yml';

let client: LspClient;
beforeEach(async () => {
  client = await startLspClient();
});
afterEach(() => client.stop());

const isSyntax = ({ code }: Diagnostic): boolean => code === 'inventory-unparsable' || code === 'yaml-syntax';
const named = ({ code, range }: Diagnostic): string =>
  `${code} ${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character}`;
describe('findings do not flicker', () => {
  it('while a new key is typed on a line of its own, wherever that is', async () => {
    const { below: random, pick } = createRandom(chooseSeed('steady'));
    let broken = 0;
    let version = 1;
    const before = (await client.open(URI, INVENTORY)).diagnostics;
    expect(before.length).toBeGreaterThan(4);
    const lines = INVENTORY.split('\n');
    const type = async (line: number, character: number, text: string, removed = 0) => {
      const range = { start: { line, character }, end: { line, character: character + removed } };
      return (await client.change(URI, ++version, [{ range, text }])).diagnostics;
    };
    for (let round = 0; round < 30; round++) {
      const line = random(lines.length - 1);
      const above = lines[line] ?? '';
      const indent = pick(['', '  ', '    ', above.slice(0, above.search(/\S/))]);
      const word = pick([
        'tok',
        'cluster_cidr',
        '"quoted',
        "it's",
        '{a',
        '- x',
        '@at',
        'a: b: c',
        '!vault |',
        '[x, ',
      ]);
      let readable = await type(line, above.length, '\n');
      for (const [index, letter] of [...indent, ...word].entries()) {
        const shown = await type(line + 1, index, letter);
        if (!shown.some(isSyntax)) {
          readable = shown;
          continue;
        }
        broken++;
        const elsewhere = readable.filter(({ range: { start } }) => start.line !== line + 1);
        expect(shown.map(named), `${JSON.stringify(indent + word)} below line ${line}`).toEqual(
          expect.arrayContaining(elsewhere.map(named)),
        );
      }
      const range = {
        start: { line, character: above.length },
        end: { line: line + 1, character: indent.length + word.length },
      };
      const after = (await client.change(URI, ++version, [{ range, text: '' }])).diagnostics;
      expect(after.map(named)).toEqual(before.map(named));
    }
    expect(broken).toBeGreaterThan(20);
  });

  it('but what is typed into is not spoken of any more', async () => {
    const before = (await client.open(URI, INVENTORY)).diagnostics;
    const token = before.find(({ code }) => String(code).startsWith('token-'));
    expect(token).toBeDefined();
    const line = token?.range.start.line ?? 0;
    const character = (token?.range.end.character ?? 0) - 3;
    const range = { start: { line, character }, end: { line, character } };
    const { diagnostics } = await client.change(URI, 2, [{ range, text: ': x' }]);
    expect(diagnostics.some(isSyntax)).toBe(true);
    expect(diagnostics.map(({ code }) => code)).not.toContain(token?.code);
    expect(diagnostics.map(({ code }) => code)).toContain('airgap-dir-missing');
  });

  it('also where the text is YAML, and Ansible refuses the form of what holds the variables', async () => {
    const before = (await client.open(URI, INVENTORY)).diagnostics;
    const placeholder = before.find(({ code }) => code === 'token-placeholder');
    expect(placeholder).toBeDefined();
    // Everything below `vars:` becomes an encrypted text.
    const line = INVENTORY.split('\n').indexOf('  vars:');
    const start = { line, character: '  vars:'.length };
    const range = { start, end: start };
    const { diagnostics } = await client.change(URI, 2, [{ range, text: ' !vault |' }]);
    expect(diagnostics.map(named)).toContain(placeholder && named(placeholder));
  });

  it('and other files of the inventory keep theirs', async () => {
    const folder = createFolder({
      'inventory.yml': INVENTORY,
      'group_vars/agent.yml': 'airgap_dir: /nowhere\n',
    });
    const [uri, vars] = ['inventory.yml', 'group_vars/agent.yml'].map((name) =>
      fileUri(join(folder.path, name)),
    );
    try {
      await client.open(uri ?? '', INVENTORY);
      const before = (await client.open(vars ?? '', 'airgap_dir: /nowhere\n')).diagnostics;
      expect(before.map(({ code }) => code)).toContain('airgap-dir-missing');
      const checked = client.diagnostics(vars ?? '');
      // The host that is named here stands in no group any more.
      const range = { start: { line: 6, character: 4 }, end: { line: 6, character: 4 } };
      await client.change(uri ?? '', 2, [{ range, text: '"open' }]);
      expect((await checked).diagnostics.map(named)).toEqual(before.map(named));
    } finally {
      folder.remove();
    }
  });
});
