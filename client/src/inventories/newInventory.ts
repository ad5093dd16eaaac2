// "New Inventory": asks what kind of cluster it is to be, and writes a file in which the token is encrypted already.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { type InventoryWish, newInventory } from '../../../server/src/protocol/newInventory.ts';
import type { VaultKey } from '../../../server/src/protocol/vault.ts';
import { randomToken } from '../encrypting/encryptCommands.ts';
import { writeFile } from '../platform/writeFile.ts';
import { request, showError } from '../serverRequests.ts';
import { type Tools, warn } from '../vaultChoice.ts';

interface Kind extends vscode.QuickPickItem {
  readonly servers: number;
  readonly needs?: 'endpoint' | 'datastore' | 'airgapDir';
}

type Problem = string | vscode.InputBoxValidationMessage | undefined;

const FILE = 'inventory.yml';
const NEWEST = 'v1.31.12+k3s1';
/** Beside the inventory; a relative path would start from the folder of the playbook. */
const AIRGAP_FOLDER = '{{ inventory_dir }}/airgap';

export async function createInventory(client: LanguageClient, tools: Tools): Promise<void> {
  const kind = await vscode.window.showQuickPick(kinds(), { title: vscode.l10n.t('What kind of cluster?') });
  const wish = kind && (await askWish(kind));
  if (!wish) return;
  const datastore = kind.needs === 'datastore' ? await askDatastore() : undefined;
  if (kind.needs === 'datastore' && datastore === undefined) return;
  const uri = fileUri();
  const key = await tools.passwords.unlock(uri.toString(), 'new');
  if (!key) return;
  const token = await seal(tools, uri, key, randomToken());
  const sealedStore = datastore === undefined ? undefined : await seal(tools, uri, key, datastore);
  if (token === undefined || (datastore !== undefined && sealedStore === undefined)) return;
  const sealed = { token, ...(sealedStore !== undefined && { datastore: sealedStore }) };
  await client.start();
  const { text } = await request(client, newInventory, { wish, sealed });
  await show(text);
}

function kinds(): readonly Kind[] {
  return [
    {
      label: vscode.l10n.t('One server'),
      detail: vscode.l10n.t(
        'For trying out, and where a stop is acceptable: when the server is down, so is the cluster’s API.',
      ),
      servers: 1,
    },
    {
      label: vscode.l10n.t('Three servers or more, highly available'),
      detail: vscode.l10n.t('With embedded etcd: an odd number of servers, of which a minority may fail.'),
      servers: 3,
      needs: 'endpoint',
    },
    {
      label: vscode.l10n.t('Servers with an external database'),
      detail: vscode.l10n.t('The data lies in PostgreSQL, MySQL or etcd outside of the cluster.'),
      servers: 2,
      needs: 'datastore',
    },
    {
      label: vscode.l10n.t('Without the internet (airgap)'),
      detail: vscode.l10n.t('K3s and its images come from a folder on this machine.'),
      servers: 1,
      needs: 'airgapDir',
    },
  ];
}

async function askWish({ servers: least, needs }: Kind): Promise<InventoryWish | undefined> {
  const servers = await askHosts(
    vscode.l10n.t('Addresses or names of the servers, with spaces between'),
    (text) => hostsProblem(text, least) ?? (needs === 'datastore' ? undefined : evenNumber(text)),
  );
  const agents =
    servers &&
    (await askHosts(vscode.l10n.t('Addresses or names of the agents; empty for none'), (text) =>
      hostsIn(text).some((host) => servers.includes(host))
        ? vscode.l10n.t('A host cannot be both server and agent.')
        : hostsProblem(text, 0),
    ));
  const user = agents && (await ask(vscode.l10n.t('User for SSH'), 'debian'));
  const version = user && (await ask(vscode.l10n.t('Version of K3s'), NEWEST, versionProblem));
  if (!servers || !agents || !user || !version) return undefined;
  const wish = { servers, agents, user, version };
  if (needs === 'endpoint') {
    const prompt = vscode.l10n.t(
      'Address of the load balancer before the servers; empty for the first server',
    );
    const endpoint = await ask(prompt, '', (text) => (text === '' ? undefined : hostsProblem(text, 1)));
    if (endpoint === undefined) return undefined;
    return endpoint === '' ? wish : { ...wish, endpoint };
  }
  if (needs !== 'airgapDir') return wish;
  const airgapDir = await ask(vscode.l10n.t('Folder with K3s and its images'), AIRGAP_FOLDER);
  return airgapDir ? { ...wish, airgapDir } : undefined;
}

const askDatastore = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    prompt: vscode.l10n.t(
      'Endpoint of the database, such as postgres://user:password@host:5432/k3s; it is encrypted',
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[a-z]+:\/\/\S+$/.test(text) ? undefined : vscode.l10n.t('scheme://…, without spaces'),
  });

async function askHosts(prompt: string, problem: (text: string) => Problem): Promise<string[] | undefined> {
  const text = await ask(prompt, '', problem);
  return text === undefined ? undefined : hostsIn(text);
}

const hostsIn = (text: string): string[] => text.split(/[\s,]+/).filter((host) => host !== '');

function hostsProblem(text: string, least: number): string | undefined {
  const hosts = hostsIn(text);
  const wrong = hosts.find((host) => !/^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(host));
  if (wrong !== undefined) return vscode.l10n.t('“{0}” is no address and no name of a host.', wrong);
  if (new Set(hosts).size < hosts.length) return vscode.l10n.t('A host stands there twice.');
  return hosts.length < least ? vscode.l10n.t('{0} or more are needed.', least) : undefined;
}

/** May be meant, in a cluster that is to grow: told, and taken. */
function evenNumber(text: string): Problem {
  const { length } = hostsIn(text);
  if (length % 2 === 1) return undefined;
  const message = vscode.l10n.t('{0} servers are no safer than {1}: use an odd number.', length, length - 1);
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

const versionProblem = (text: string): string | undefined =>
  /^v\d+\.\d+\.\d+(?:-rc\d+)?\+k3s\d+$/.test(text)
    ? undefined
    : vscode.l10n.t('A release of K3s is written as {0}.', NEWEST);

const ask = (
  prompt: string,
  value: string,
  validateInput: (text: string) => Problem = (text) =>
    text.trim() === '' ? vscode.l10n.t('It must not be empty.') : undefined,
): Thenable<string | undefined> =>
  vscode.window
    .showInputBox({
      title: vscode.l10n.t('New inventory'),
      prompt,
      value,
      ignoreFocusOut: true,
      validateInput: (text) => validateInput(text.trim()),
    })
    .then((text) => text?.trim());

async function seal(
  { server }: Tools,
  uri: vscode.Uri,
  key: VaultKey,
  plaintext: string,
): Promise<string | undefined> {
  const answer = await server.encryptText({ uri: uri.toString(), ...key, plaintext });
  return 'refused' in answer ? warn(answer) : answer.vaultText;
}

function fileUri(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, FILE) : vscode.Uri.from({ scheme: 'untitled', path: FILE });
}

/** Written where nothing is yet; otherwise, and where nothing can be written, a document whose place the user chooses. */
async function show(text: string): Promise<void> {
  const uri = fileUri();
  const isFree =
    uri.scheme !== 'untitled' &&
    (await vscode.workspace.fs.stat(uri).then(
      () => false,
      () => true,
    ));
  const isWritten =
    isFree &&
    (await writeFile(uri, new TextEncoder().encode(text)).then(
      () => true,
      (error: unknown) => {
        showError(error);
        return false;
      },
    ));
  const document = isWritten
    ? await vscode.workspace.openTextDocument(uri)
    : await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
  await vscode.window.showTextDocument(document);
}
