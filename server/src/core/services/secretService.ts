// Secrets in plain text through the door: which there are, and how they are encrypted; new ones are encrypted before they
// are anywhere. Passwords come in with a call and are gone with it.

import type { VaultEngine, VaultSecret } from '../ansible/vault/vaultEngine.ts';
import type { FixEnvironment, RuleContext } from '../diagnostics/rule.ts';
import { encryptNewSecret, placeOfNewSecret } from '../features/vault/encryptNewSecret.ts';
import {
  type EncryptRequest,
  encryptSecret,
  encryptSecrets,
  findSecret,
  secretsAt,
} from '../features/vault/encryptSecret.ts';
import type { SecretChange } from '../features/vault/secretChange.ts';
import type { Workspace } from '../session/workspace.ts';
import { type Message, msg } from '../text/message.ts';
import { type TextRange, toRange } from './ranges.ts';
import {
  CHANGED,
  type ChangeOutcome,
  changeOf,
  offsetIn,
  type Refused,
  type VaultPlace,
} from './vaultPlace.ts';

/** Which secret, in which form, with which password. */
export interface EncryptSecretRequest extends Omit<EncryptRequest, 'offset' | 'uri'>, VaultPlace {}

/** Every change is refused when the text is no longer the one that the user saw. */
export interface SecretService {
  /** Encrypts the secret in plain text at a place, or the only one of the document. */
  encryptSecret(request: EncryptSecretRequest, engine: VaultEngine): Promise<ChangeOutcome>;
  /** Encrypts all secrets in plain text of the document, each into a variable of its own. */
  encryptSecrets(
    request: VaultPlace & { readonly password: VaultSecret; readonly vaultId?: string },
    engine: VaultEngine,
  ): Promise<ChangeOutcome>;
  /** The variable that a new secret at the place would be in; nothing is asked for. */
  newSecretAt(place: VaultPlace): Promise<{ readonly name: string } | Refused>;
  /** Defines a variable with a secret that was never in plain text: a given one, or a new token. */
  encryptNewSecret(
    request: VaultPlace & {
      readonly plaintext?: string;
      readonly password: VaultSecret;
      readonly vaultId?: string;
    },
    engine: VaultEngine,
  ): Promise<ChangeOutcome>;
  /** A secret in plain text, to be searched for; never to be shown. */
  plainSecretAt(place: VaultPlace): Promise<{ readonly text: string } | Refused>;
  /** The secrets in plain text that a place may mean, or all of the document where it means none. */
  plainSecretsIn(
    place: VaultPlace,
  ): Promise<{ readonly secrets: readonly (TextRange & { readonly name: string })[] } | Refused>;
}

/** Keeps no password and no secret. */
export function createSecretService(
  workspace: Workspace,
  translate: (message: Message) => string,
  environment: FixEnvironment,
): SecretService {
  const refuse = (message: Message): Refused => ({ refused: translate(message) });

  /** The first of the inventories that include the file. */
  async function inventoryOf({ uri, version }: VaultPlace) {
    const context = (await workspace.analyze(uri))[0]?.context;
    const file = context?.files.get(uri);
    if (!context || !file) return refuse(msg('This file is not part of a K3s-Ansible inventory.'));
    if (version !== undefined && file.source.version !== version) return refuse(CHANGED);
    return { context, file };
  }

  const secretOutcome = (
    { files, vaulted }: RuleContext,
    result: SecretChange | { readonly refused: Message },
  ): ChangeOutcome => {
    if ('refused' in result) return refuse(result.refused);
    const edits = [...result.edits].flatMap(([changed, made]) => {
      const source = (files.get(changed) ?? vaulted.get(changed))?.source;
      return source ? [[source, made] as const] : [];
    });
    return { ...changeOf(edits), renamed: result.renamed, created: result.created };
  };

  return {
    async plainSecretAt(place) {
      const found = await inventoryOf(place);
      if ('refused' in found) return found;
      const offset = offsetIn(found.file.source, place);
      const asked = { uri: place.uri, ...(offset !== undefined && { offset }) };
      const secret = findSecret(found.context, asked);
      return 'refused' in secret ? refuse(secret.refused) : { text: secret.text };
    },

    async plainSecretsIn(place) {
      const found = await inventoryOf(place);
      if ('refused' in found) return found;
      const { context, file } = found;
      const { uri } = place;
      const here = secretsAt(context, { uri, offset: offsetIn(file.source, place) });
      const secrets = here.length > 0 ? here : secretsAt(context, { uri });
      const ordered = [...secrets].sort((a, b) => a.span.start - b.span.start);
      return { secrets: ordered.map(({ name, span }) => ({ name, ...toRange(file.source, span) })) };
    },

    async encryptSecret(request, engine) {
      const { uri, version: _version, position: _position, ...rest } = request;
      const found = await inventoryOf(request);
      if ('refused' in found) return found;
      const { context, file } = found;
      const offset = offsetIn(file.source, request);
      const asked = { ...rest, uri, ...(offset !== undefined && { offset }) };
      return secretOutcome(context, await encryptSecret(context, asked, engine));
    },

    async encryptSecrets({ version: _version, position: _position, ...request }, engine) {
      const found = await inventoryOf(request);
      if ('refused' in found) return found;
      return secretOutcome(found.context, await encryptSecrets(found.context, request, engine));
    },

    async newSecretAt(place) {
      const found = await inventoryOf(place);
      if ('refused' in found) return found;
      const wanted = placeOfNewSecret(found.context, place.uri, offsetIn(found.file.source, place));
      return 'refused' in wanted ? refuse(wanted.refused) : { name: wanted.name };
    },

    async encryptNewSecret({ uri, password, vaultId, plaintext, ...seen }, engine) {
      const place = { uri, ...seen };
      const found = await inventoryOf(place);
      if ('refused' in found) return found;
      const { context, file } = found;
      const offset = offsetIn(file.source, place);
      const asked = {
        uri,
        password,
        ...(plaintext !== undefined && { plaintext }),
        ...(vaultId !== undefined && { vaultId }),
        ...(offset !== undefined && { offset }),
      };
      return secretOutcome(context, await encryptNewSecret(context, asked, { ...environment, engine }));
    },
  };
}
