import { afterEach, expect, it } from 'vitest';
import { createLanguageService, type LanguageService } from '../../server/src/core/index.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';
import { VAULT_TEXT } from '../support/vaultText.ts';

let client: LspClient;
afterEach(() => client.stop());

const URI = 'file:///nowhere/inventory.yml';
const TEXT = `${SMALL_INVENTORY}    token: ""\n`;

/** A service in which the named features fail. */
const failing =
  (isFailing: (feature: string) => boolean): typeof createLanguageService =>
  (...params) =>
    new Proxy(createLanguageService(...params), {
      get(service, name) {
        if (typeof name === 'string' && isFailing(name))
          return () => {
            throw new Error(`${name} is broken`);
          };
        return service[name as keyof LanguageService];
      },
    });

const document = { textDocument: { uri: URI } };
const at = { ...document, position: { line: 0, character: 1 } };
const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

const QUESTIONS: readonly (readonly [method: string, params: object, empty: unknown, feature: string])[] = [
  ['hover', at, null, 'hoverAt'],
  ['completion', at, { isIncomplete: false, items: [] }, 'completeAt'],
  ['signatureHelp', at, null, 'signatureAt'],
  ['definition', at, [], 'definitionsAt'],
  ['references', { ...at, context: { includeDeclaration: true } }, [], 'referencesAt'],
  ['documentHighlight', at, [], 'highlightsAt'],
  ['documentSymbol', document, [], 'symbolsOf'],
  ['documentLink', document, [], 'linksOf'],
  ['inlayHint', { ...document, range }, [], 'inlayHintsIn'],
  ['semanticTokens/full', document, { data: [] }, 'semanticTokensIn'],
  ['selectionRange', { ...document, positions: [at.position] }, [], 'selectionRangesAt'],
  ['onTypeFormatting', { ...at, ch: '{', options: { tabSize: 2, insertSpaces: true } }, [], 'closeBracesAt'],
];

it.each(QUESTIONS)(
  '%s that fails answers with nothing and is reported in the log',
  async (method, params, empty, feature) => {
    client = await startLspClient({ createService: failing((name) => name === feature) });
    await client.open(URI, TEXT);
    expect(await client.request(`textDocument/${method}`, params)).toEqual(empty);
    expect(client.logs.join('\n')).toContain(`${feature} is broken`);
  },
);

it('fixes that fail leave the other actions', async () => {
  client = await startLspClient({ createService: failing((name) => name === 'offerFixes') });
  const vaulted = `!vault |\n      ${VAULT_TEXT.trim().replaceAll('\n', '\n      ')}`;
  await client.open(URI, TEXT.replace('""', vaulted));
  const actions = await client.codeActions(URI, range);
  expect(actions.length).toBeGreaterThan(0);
  expect(client.logs.join('\n')).toContain('offerFixes is broken');
});

it('the server goes on when everything fails but the check', async () => {
  client = await startLspClient({
    createService: failing((name) => !/^(?:checkInSteps|filesChanged)$/.test(name)),
  });
  await client.open(URI, TEXT);
  for (const [method, params] of QUESTIONS) await client.request(`textDocument/${method}`, params);
  const { diagnostics } = await client.change(URI, 2, [{ text: TEXT }]);
  expect(diagnostics.map(({ code }) => code)).toContain('token-empty');
});
