import { afterEach, expect, it } from 'vitest';
import type {
  CompletionList,
  InlayHint,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver';
import { type LspClient, type LspClientOptions, startLspClient } from '../support/lspClient.ts';
import {
  ENDPOINT_OF_FIRST_SERVER as endpoint,
  withEndpoint as inventory,
} from '../support/smallInventory.ts';

const uri = 'file:///nowhere/inventory.yml';
const LINE = 11;
const COLUMN = '    api_endpoint: "'.length;
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

let client: LspClient;
afterEach(() => client.stop());

/** Opens the inventory and asks at a place in the value. */
async function ask<T>(method: string, value: string, character = 0, options?: LspClientOptions): Promise<T> {
  client = await startLspClient(options);
  await client.open(uri, inventory(value));
  const position = { line: LINE, character: COLUMN + character };
  return client.request(`textDocument/${method}`, {
    textDocument: { uri },
    position,
    positions: [position],
    range: whole,
    ch: '{',
    options: { tabSize: 2, insertSpaces: true },
  });
}

it('says what it can do', async () => {
  client = await startLspClient();
  expect(client.initialized.capabilities).toMatchObject({
    inlayHintProvider: true,
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    semanticTokensProvider: { full: true, range: true },
    selectionRangeProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '{' },
  });
});

it('shows the value behind the string', async () => {
  const [hint, ...others] = await ask<InlayHint[]>('inlayHint', endpoint);
  expect(hint).toMatchObject({
    label: '= 192.168.1.11',
    position: { line: LINE, character: COLUMN + endpoint.length + 1 },
    tooltip: { kind: 'markdown' },
  });
  expect(others).toEqual([]);
});

it('shows no value when that is switched off', async () => {
  expect(await ask<InlayHint[]>('inlayHint', endpoint, 0, { inlayHints: false })).toEqual([]);
});

it('names the parameter that is written', async () => {
  const help = await ask<SignatureHelp>('signatureHelp', '{{ 1 | default(2, ) }}', 18);
  const { label, parameters = [] } = help.signatures[0] ?? { label: '' };
  const [start, end] = parameters[help.activeParameter ?? -1]?.label ?? [0, 0];
  expect(label.slice(Number(start), Number(end))).toBe('boolean=false');
});

it('completes in an expression that is half typed', async () => {
  const { items } = await ask<CompletionList>('completion', "{{ groups['se", 13);
  expect(items.find(({ label }) => label === 'server')?.textEdit?.newText).toBe("server']");
});

it('colours names', async () => {
  const { data } = await ask<SemanticTokens>('semanticTokens/full', "{{ groups['server'] }}");
  const legend = client.initialized.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
  const types = Array.from({ length: data.length / 5 }, (_, index) => legend[data[index * 5 + 3] ?? -1]);
  expect(types).toEqual(['variable', 'operator', 'function', 'variable', 'string', 'enumMember', 'string']);
});

it('grows a selection', async () => {
  const [selection] = await ask<SelectionRange[]>('selectionRange', "{{ groups['server'] }}", 12);
  const texts: string[] = [];
  for (let at = selection; at; at = at.parent)
    texts.push(
      inventory("{{ groups['server'] }}")
        .split('\n')
        [at.range.start.line]?.slice(at.range.start.character, at.range.end.character) ?? '',
    );
  expect(texts.slice(0, 3)).toEqual(["'server'", "groups['server']", "{{ groups['server'] }}"]);
});

it('closes braces', async () => {
  expect(await ask<TextEdit[]>('onTypeFormatting', '{{', 2)).toMatchObject([{ newText: ' }}' }]);
});
