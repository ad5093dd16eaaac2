// Answers the requests about vault texts: encrypt, decrypt, edit, change the password.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import {
  builtInEngine,
  type ChangeOutcome,
  describeFailure,
  formatMessage,
  type Message,
  type VaultEngine,
  type VaultSecret,
} from '../../core/index.ts';
import type { Method } from '../../protocol/method.ts';
import * as protocol from '../../protocol/vault.ts';
import { editFor } from '../forClient.ts';
import { fromLspVaultRequest, type VaultRequest } from '../fromLsp.ts';
import { passwordsFor } from '../passwords.ts';
import type { Session } from '../session.ts';
import { toLspFileChange, toLspRange } from '../toLsp.ts';

/** A request with the password to use. */
type Unlocked = Omit<VaultRequest, 'password'> & { readonly password: VaultSecret };
/**
 * Requests of a client that asks for passwords, or names the source of one. The server computes edits and returns
 * plaintext to the caller only. Nothing of it is logged.
 */
export function registerVault(session: Session): void {
  const { connection, service, machine, cachedDisk, features, bundle } = session;
  const translate = (message: Message): string => formatMessage(message, bundle);
  // One engine per path of an ansible-vault program; the empty path is the built-in one.
  const engines = new Map<string, VaultEngine>();
  const engineOf = ({ engine }: Pick<VaultRequest, 'engine'>): VaultEngine => {
    const name = engine ?? '';
    const made = engines.get(name) ?? (name === '' ? builtInEngine(crypto) : machine.vaultProgram(name));
    engines.set(name, made);
    return made;
  };

  const on = <Result>(
    { name }: Method<never, Result>,
    answer: (request: VaultRequest, signal: AbortSignal) => Promise<Result | null | protocol.Refused>,
  ): void => {
    connection.onRequest(name, async (params: unknown, token) => {
      const request = fromLspVaultRequest(params);
      if (!request) return new ResponseError(ErrorCodes.InvalidParams, `${name}: parameters missing`);
      // A secret is not written into a file that has changed meanwhile.
      cachedDisk.forget();
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return answer(request, stop.signal);
    });
  };

  /** With the typed password, or with that of the source which the client has chosen. */
  const onUnlocked = <Result>(
    method: Method<never, Result>,
    answer: (request: Unlocked) => Promise<Result>,
  ): void =>
    on(method, async (request, signal) => {
      if (request.password !== undefined) return answer({ ...request, password: request.password });
      const fetched = await (await passwordsFor(session, request.uri)).fetch(request.source, signal);
      if (!fetched) return null;
      if ('problem' in fetched) return { refused: translate(fetched.problem) };
      return answer({ ...request, password: fetched.password });
    });

  const edit = (outcome: ChangeOutcome): protocol.Changed =>
    'refused' in outcome ? outcome : { edit: editFor(toLspFileChange(outcome), features) };

  on(protocol.vaultSources, async ({ uri }) => (await passwordsFor(session, uri)).offered);
  on(protocol.plainSecrets, async (request) => {
    const found = await service.plainSecretsIn(request);
    return 'refused' in found
      ? found
      : { secrets: found.secrets.map(({ name, ...range }) => ({ name, range: toLspRange(range) })) };
  });
  on(protocol.newSecretAt, (request) => service.newSecretAt(request));
  on(protocol.vaults, async ({ uri }) =>
    (await service.vaultsIn(uri)).map((found) => ({ ...found, range: toLspRange(found) })),
  );
  onUnlocked(protocol.encryptSecret, async ({ form = 'encrypt-indirect', ...request }) =>
    edit(await service.encryptSecret({ ...request, form }, engineOf(request))),
  );
  onUnlocked(protocol.encryptSecrets, async (request) =>
    edit(await service.encryptSecrets(request, engineOf(request))),
  );
  onUnlocked(protocol.encryptNewSecret, async (request) =>
    edit(await service.encryptNewSecret(request, engineOf(request))),
  );
  onUnlocked(protocol.encryptFile, async (request) =>
    edit(await service.encryptFile(request, engineOf(request))),
  );
  onUnlocked(protocol.viewVault, (request) => service.view(request, engineOf(request)));
  onUnlocked(protocol.sealVault, async ({ vaultText = '', plaintext = '', ...request }) => {
    const outcome = await service.seal({ ...request, vaultText, plaintext }, engineOf(request));
    const changed = edit(outcome);
    return 'refused' in outcome || 'refused' in changed
      ? outcome
      : { ...changed, vaultText: outcome.vaultText };
  });
  onUnlocked(protocol.encryptText, async ({ plaintext = '', password, vaultId, ...request }) => {
    const vaultText = await engineOf(request).encrypt(new TextEncoder().encode(plaintext), password, vaultId);
    return typeof vaultText === 'string' ? { vaultText } : { refused: translate(describeFailure(vaultText)) };
  });
  onUnlocked(protocol.decryptText, async ({ vaultText = '', password, ...request }) => {
    const bytes = await engineOf(request).decrypt(vaultText, password);
    return 'error' in bytes
      ? { refused: translate(describeFailure(bytes)) }
      : { plaintext: new TextDecoder().decode(bytes) };
  });
  onUnlocked(protocol.decryptVault, async (request) =>
    edit(await service.decrypt(request, engineOf(request))),
  );
  onUnlocked(protocol.rekeyVault, async (request) => edit(await service.rekey(request, engineOf(request))));
  on(protocol.searchHistory, async ({ plaintext, ...request }, signal) => {
    const secret = plaintext === undefined ? await service.plainSecretAt(request) : { text: plaintext };
    if ('refused' in secret) return secret;
    const found = await machine.searchHistory(request.uri, secret.text, signal);
    return 'problem' in found ? { refused: translate(found.problem) } : found;
  });
}
