// What an editor offers about a rule, or a variable: its page, in the user's language and without a network, and to switch it off.
import { expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const uri = 'file:///workspace/inventory.yml';
const inventory =
  'k3s_cluster:\n  children:\n    server:\n      hosts:\n        h1:\n  vars:\n    token: changeme!\n';
const at = { line: 6, character: 12 };

async function withClient(options: object, run: (client: LspClient) => Promise<void>): Promise<void> {
  const client = await startLspClient(options);
  try {
    await run(client);
  } finally {
    await client.stop();
  }
}

it.each([
  [
    'en',
    /^# token-placeholder\n\n\*\*The token is a sample text[\s\S]+## Why\n[\s\S]+https:\/\/.+token-placeholder\.md/,
  ],
  ['zh-cn', /## 原因\n/],
])('is the page of a rule in %s', async (locale, page) => {
  await withClient({ locale }, async (client) => {
    const answer = await client.request('k3sInventory/page', { name: 'token-placeholder' });
    expect(answer).toEqual({ markdown: expect.stringMatching(page) });
    expect(await client.request('k3sInventory/page', { name: 'no-such-rule' })).toBeNull();
    await expect(client.request('k3sInventory/page', {})).rejects.toThrow(/name missing/);
  });
});

it.each([
  [
    true,
    /^\*\*token\*\*\n\nThe secret the whole cluster shares.+\n(?:\n.+\n){1,4}\n\[Show what is hidden here\]\(\S+\) · \[More about token\]\(command:k3sInventory\.openPage\?%5B%22token%22%5D\)$/,
  ],
  [
    false,
    /\n\nType: text .+\n\nThe secret the whole cluster shares.+\nIt has three roles[\s\S]+\[Documentation\]/,
  ],
])('a hover on a variable is short where its page can be opened: %s', async (prompts, text) => {
  await withClient({ prompts }, async (client) => {
    await client.open(uri, inventory);
    const hover = await client.hover(uri, { line: 6, character: 5 });
    expect((hover?.contents as MarkupContent | undefined)?.value).toMatch(text);
    const page = await client.request('k3sInventory/page', { name: 'token' });
    expect(page).toEqual({
      markdown: expect.stringMatching(/^# token\n\nType: text [\s\S]+It has three roles/),
    });
  });
});

it.each([
  [true, ['k3sInventory.turnRuleOff', 'k3sInventory.openPage']],
  [false, []],
])('is offered where commands can be carried out: %s', async (prompts, commands) => {
  await withClient({ prompts }, async (client) => {
    client.open(uri, inventory);
    const diagnostics = [
      { range: { start: at, end: at }, source: 'k3s-inventory', code: 'token-placeholder', message: '' },
      { range: { start: at, end: at }, source: 'another', code: 'x', message: '' },
    ];
    const actions = await client.request<{ command?: { command: string; arguments: unknown[] } }[]>(
      'textDocument/codeAction',
      { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics } },
    );
    const found = actions.flatMap(({ command }) =>
      command && /Rule|Page/.test(command.command) ? [command] : [],
    );
    expect(found.map(({ command }) => command)).toEqual(commands);
    for (const { arguments: args } of found) expect(args).toEqual(['token-placeholder']);
  });
});

it('prefers one fix of a finding: the one that asks for a password, where it can be asked for', async () => {
  for (const prompts of [true, false])
    await withClient({ prompts }, async (client) => {
      client.open(uri, inventory);
      const actions = await client.request<{ isPreferred?: true; title: string }[]>(
        'textDocument/codeAction',
        {
          textDocument: { uri },
          range: { start: at, end: at },
          context: { diagnostics: [] },
        },
      );
      const preferred = actions.filter((action) => action.isPreferred).map(({ title }) => title);
      expect(preferred).toEqual([
        expect.stringMatching(prompts ? /encrypt it into vault_token/ : /in its place/),
      ]);
    });
});
