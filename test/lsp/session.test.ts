import { afterEach, expect, it } from 'vitest';
import { type LspClient, type LspClientOptions, startLspClient } from '../support/lspClient.ts';
import { ENDPOINT_OF_FIRST_SERVER, SMALL_INVENTORY, withEndpoint } from '../support/smallInventory.ts';

const uri = 'file:///nowhere/inventory.yml';
const clean = withEndpoint(ENDPOINT_OF_FIRST_SERVER);
const withToken = (value: string): string => clean.replace('"{{ vault_token | trim }}"', value);
const lineOf = (text: string, words: string): number =>
  text.split('\n').findIndex((line) => line.includes(words));

let client: LspClient;
const start = async (options?: LspClientOptions): Promise<LspClient> => {
  client = await startLspClient(options);
  return client;
};
afterEach(() => client.stop());

it('names itself and what it can do', async () => {
  const { initialized } = await start();
  expect(initialized.serverInfo?.name).toBe('k3s-inventory');
  expect(initialized.capabilities).toMatchObject({
    hoverProvider: true,
    codeActionProvider: { resolveProvider: true },
  });
});

it('publishes versioned findings with rule and page, and none for a clean inventory', async () => {
  await start();
  expect((await client.open(uri, SMALL_INVENTORY)).diagnostics).toEqual([]);
  const text = withToken('""');
  const { diagnostics, version } = await client.change(uri, 2, [{ text }]);
  expect(version).toBe(2);
  expect(diagnostics).toMatchObject([{ code: 'token-empty', source: 'k3s-inventory', severity: 1 }]);
  expect(diagnostics[0]?.codeDescription?.href).toContain('token-empty');
  expect(diagnostics[0]?.range.start.line).toBe(lineOf(text, 'token:'));
});

it('follows incremental changes', async () => {
  await start();
  await client.open(uri, clean);
  const line = lineOf(clean, 'token:');
  const range = { start: { line, character: 11 }, end: { line, character: 38 } };
  const { diagnostics } = await client.change(uri, 2, [{ range, text: '""' }]);
  expect(diagnostics.map((d) => d.code)).toEqual(['token-empty']);
});

it('the content decides, not the language id', async () => {
  await start();
  expect((await client.open(uri, withToken('""'), 'ansible')).diagnostics).toHaveLength(1);
  expect(
    (await client.open('file:///nowhere/compose.yml', 'services:\n  web:\n    token: ""\n')).diagnostics,
  ).toEqual([]);
});

it('answers in the language of the client', async () => {
  await start({ locale: 'zh-cn' });
  const { diagnostics } = await client.open(uri, withToken('""'));
  expect(diagnostics[0]?.message).toMatch(/[\u4e00-\u9fff]/);
});

it('takes severities from the settings', async () => {
  await start({ rules: { 'token-empty': 'info' } });
  expect((await client.open(uri, withToken('""'))).diagnostics).toMatchObject([{ severity: 3 }]);
});

it('offers fixes without edits, and makes the edits when one is chosen', async () => {
  await start();
  const text = withToken('changeme!');
  await client.open(uri, text);
  const line = lineOf(text, 'token:');
  const place = { line, character: 12 };
  const actions = await client.codeActions(uri, { start: place, end: place });
  expect(actions.every((action) => action.edit === undefined)).toBe(true);
  const generate = actions.find((action) => /generate/i.test(action.title));
  const resolved = generate && (await client.resolve(generate));
  expect(resolved?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
  expect(JSON.stringify(resolved?.edit)).toMatch(/[A-Za-z0-9]{64}/);
});

it('refuses a fix when its finding is gone', async () => {
  await start();
  const text = withToken('changeme!');
  await client.open(uri, text);
  const place = { line: lineOf(text, 'token:'), character: 12 };
  const actions = await client.codeActions(uri, { start: place, end: place });
  const generate = actions.find((action) => /generate/i.test(action.title));
  await client.change(uri, 2, [{ text: `# a line more\n${text}` }]);
  await expect(generate && client.resolve(generate)).rejects.toThrow(/changed/);
});

it('offers what needs a password only to clients that can ask', async () => {
  const text = withToken('S3cretS3cretS3cret');
  const place = { line: lineOf(text, 'token:'), character: 12 };
  await start();
  await client.open(uri, text);
  const asking = await client.codeActions(uri, { start: place, end: place });
  expect(asking.filter((action) => action.command).map((action) => action.command?.command)).toEqual([
    'k3sInventory.encryptToken',
    'k3sInventory.encryptToken',
    'k3sInventory.encryptToken',
    'k3sInventory.generateToken',
    // What can be done about the two rules that speak here.
    ...['turnRuleOff', 'openPage', 'turnRuleOff', 'openPage'].map((command) => `k3sInventory.${command}`),
  ]);
  await client.stop();
  await start({ prompts: false });
  await client.open(uri, text);
  const withoutPrompts = await client.codeActions(uri, { start: place, end: place });
  expect(withoutPrompts.some((action) => action.command)).toBe(false);
  expect(withoutPrompts.length).toBeGreaterThan(0);
});

it('completes and explains', async () => {
  await start();
  await client.open(uri, clean);
  const line = lineOf(clean, 'k3s_version');
  await client.change(uri, 2, [
    { range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: '    \n' },
  ]);
  const items = await client.completion(uri, { line, character: 4 });
  expect(items.map((item) => item.label)).toContain('airgap_dir');
  expect(items.every((item) => item.textEdit)).toBe(true);
  const hover = await client.hover(uri, { line: line + 2, character: 6 });
  expect(JSON.stringify(hover?.contents)).toContain('The secret the whole cluster shares');
});

it('encrypts the token and answers with a versioned edit', async () => {
  await start();
  const text = withToken('S3cretS3cretS3cret');
  await client.open(uri, text);
  const params = { uri, version: 1, form: 'encrypt-indirect', password: 'pw' };
  const answer = await client.request<{ edit: unknown }>('k3sInventory/encryptSecret', params);
  const edit = JSON.stringify(answer.edit);
  expect(edit).toContain('vault_token: !vault |');
  expect(edit).toContain('"version":1');
  expect(edit).not.toContain('S3cret');
  const stale = await client.request<{ refused: string }>('k3sInventory/encryptSecret', {
    ...params,
    version: 0,
  });
  expect(stale.refused).toMatch(/changed/);
});

it('clears the findings of a closed document', async () => {
  await start();
  await client.open(uri, withToken('""'));
  const cleared = client.diagnostics(uri);
  client.close(uri);
  expect((await cleared).diagnostics).toEqual([]);
});
