// A secret is in no hover; a click shows it once, and no later hover has it.
import { afterEach, expect, it } from 'vitest';
import type { MarkupContent, Position } from 'vscode-languageserver';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const SECRETS = ['Rw7fK2xPqT9dLmV4sYbN8hJc', 'Hunter2Hunter2', 'Hunter3Hunter3'];
const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        h1:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: h1
    token: ${SECRETS[0]}
    db_password: ${SECRETS[1]}
    url: "https://u:${SECRETS[2]}@x/{{ token }}"
    note: "{{ db_password }}"
    vault_other: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      3038
`;
const uri = 'file:///hidden/inventory.yml';
const placeOf = (text: string): Position => {
  const before = INVENTORY.slice(0, INVENTORY.indexOf(text) + 1).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};

let client: LspClient;
afterEach(() => client.stop());

async function start(prompts: boolean): Promise<void> {
  client = await startLspClient({ prompts });
  await client.open(uri, INVENTORY);
}

async function hover(text: string): Promise<string> {
  const found = await client.hover(uri, placeOf(text));
  return found ? (found.contents as MarkupContent).value : '';
}

const hidden = (text: string): Promise<{ text: string } | null> =>
  client.request('k3sInventory/hiddenText', { uri, position: placeOf(text) });

it.each([
  ['token:', SECRETS[0]],
  ['db_password:', SECRETS[1]],
  ['url:', SECRETS[2]],
  ['note:', SECRETS[1]],
])('%s', async (name, secret = '') => {
  await start(true);
  const before = await hover(name);
  expect(before).toContain('[Show what is hidden here](command:k3sInventory.showHidden?');
  expect((await hidden(name))?.text).toContain(secret);
  expect(await hover(name)).toBe(before);
  for (const one of SECRETS) expect(before).not.toContain(one);
});

it('nothing is offered where nothing is hidden, or to an editor without the command', async () => {
  await start(true);
  expect(await hover('k3s_version:')).not.toContain('showHidden');
  expect(await hidden('k3s_version:')).toBeNull();
  expect(await hover('vault_other:')).not.toContain('command:');
  await client.stop();
  await start(false);
  expect(await hover('token:')).not.toContain('command:');
});

it('without a place the request is refused', async () => {
  await start(true);
  await expect(client.request('k3sInventory/hiddenText', { uri })).rejects.toThrow('place missing');
});
