// Secrets through the door: encrypt what stands in plain text, and view, edit, decrypt and rekey vault texts. Takes
// lines and columns; passwords come in with a call and are gone with it.

import { isParsed, type ParsedFile } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { utf8Bytes } from '../ansible/vault/bytes.ts';
import type { VaultEngine, VaultSecret } from '../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../ansible/vault/vaultMessages.ts';
import {
  sameVaultTarget,
  type VaultTarget,
  vaultTargetAt,
  vaultTargets,
} from '../ansible/vault/vaultTarget.ts';
import {
  type EncryptRequest,
  encryptSecret,
  findSecret,
  secretsAt,
} from '../features/vault/encryptSecret.ts';
import { openVault } from '../features/vault/openVault.ts';
import type { SecretChange } from '../features/vault/secretChange.ts';
import { decryptInPlace, rekeyVaults, resealVault } from '../features/vault/vaultText.ts';
import { perItem } from '../query/query.ts';
import type { Workspace } from '../session/workspace.ts';
import { type Message, msg } from '../text/message.ts';
import { type LineColumn, offsetAt, type SourceText } from '../text/sourceText.ts';
import { spanTouches } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { type DocumentEdits, type TextRange, toDocumentEdits, toRange } from './ranges.ts';
import { createAnsibleFolder } from './vaultConfig.ts';

/** Edits of texts first, then renamed files, then new ones. */
export interface FileChange {
  readonly documents: readonly (DocumentEdits & { readonly uri: string })[];
  readonly renamed: SecretChange['renamed'];
  readonly created: SecretChange['created'];
}

type Refused = { readonly refused: string; readonly mayBePassword?: true };
/** The change, or why there is none. `mayBePassword`: it may work with another password. */
export type ChangeOutcome = FileChange | Refused;

/** A place in a file, as the user saw it. */
export interface VaultPlace {
  readonly uri: string;
  /** Without it, the file's only vault text is meant. */
  readonly position?: LineColumn;
  /** The version the user was looking at; another one now means refusal. */
  readonly version?: number;
}

/** Which secret, in which form, with which password. */
export interface EncryptSecretRequest extends Omit<EncryptRequest, 'offset' | 'uri'>, VaultPlace {}

/** A vault text that can be viewed. */
export interface FoundVault extends TextRange {
  readonly kind: 'file' | 'value';
  readonly vaultText: string;
  readonly name?: string;
  readonly vaultId?: string;
}

/** What the user can do with the vault text at the cursor. */
export interface OfferedVaultAction {
  readonly action: 'view' | 'edit' | 'decrypt' | 'rekey';
  readonly title: string;
  /** Where the vault text starts. */
  readonly position: LineColumn;
}

/** What changes when a vault text is encrypted anew; what is absent stays as it is. */
export interface NewSecrecy {
  readonly newPassword?: VaultSecret;
  readonly newVaultId?: string;
}

/** All about secrets. Every change is refused when the text is no longer the one that the user saw. */
export interface VaultService {
  /** Encrypts the secret in plain text at a place, or the only one of the document. */
  encryptSecret(request: EncryptSecretRequest, engine: VaultEngine): Promise<ChangeOutcome>;
  /** Encrypts a file as a whole. */
  encryptFile(
    request: VaultPlace & { readonly password: VaultSecret; readonly vaultId?: string },
    engine: VaultEngine,
  ): Promise<ChangeOutcome>;
  /** The URI of the folder with the nearest ansible.cfg, from a file upwards; nothing is read but that. */
  ansibleFolder(uri: string): Promise<string | undefined>;
  /** A secret in plain text, to be searched for; never to be shown. */
  plainSecretAt(place: VaultPlace): Promise<{ readonly text: string } | Refused>;
  /** The secrets in plain text that a place may mean, or all of the document where it means none. */
  plainSecretsIn(
    place: VaultPlace,
  ): Promise<{ readonly secrets: readonly (TextRange & { readonly name: string })[] } | Refused>;
  /** The vault texts of a file; needs no password. */
  vaultsIn(uri: string): Promise<readonly FoundVault[]>;
  /** What can be done with the vault text at a place; asks nothing. */
  vaultActions(uri: string, range: TextRange): Promise<readonly OfferedVaultAction[]>;
  view(
    request: VaultPlace & { readonly password: VaultSecret },
    engine: VaultEngine,
  ): Promise<(FoundVault & { readonly plaintext: string }) | Refused>;
  /** Replaces a vault text that was viewed; refused when that text is no longer there. */
  seal(
    request: VaultPlace & {
      readonly vaultText: string;
      readonly plaintext: string;
      readonly password: VaultSecret;
    },
    engine: VaultEngine,
  ): Promise<(FileChange & { readonly vaultText: string }) | Refused>;
  decrypt(
    request: VaultPlace & { readonly password: VaultSecret },
    engine: VaultEngine,
  ): Promise<ChangeOutcome>;
  /** Without a position, every vault text of the file. */
  rekey(
    request: VaultPlace & NewSecrecy & { readonly password: VaultSecret },
    engine: VaultEngine,
  ): Promise<ChangeOutcome>;
}

interface OpenFile {
  readonly source: SourceText;
  readonly targets: readonly VaultTarget[];
}

const CHANGED = msg('The file has changed; nothing was encrypted. Try again.');

/** Keeps no password: each call brings its own. */
export function createVaultService(
  fileSystem: FileSystem,
  workspace: Workspace,
  translate: (message: Message) => string,
): VaultService {
  const refuse = (message: Message): Refused => ({ refused: translate(message) });

  async function open({ uri, version }: VaultPlace): Promise<OpenFile | Refused> {
    const file = await workspace.read(uri);
    if (!isParsed(file) || file.notUtf8) return refuse(msg('The file cannot be read.'));
    if (version !== undefined && file.source.version !== version) return refuse(CHANGED);
    return { source: file.source, targets: targetsIn(file) };
  }

  async function openAt(place: VaultPlace): Promise<(OpenFile & { target: VaultTarget }) | Refused> {
    const file = await open(place);
    if ('refused' in file) return file;
    const target = vaultTargetAt(file.targets, offsetIn(file.source, place));
    if (target) return { ...file, target };
    return refuse(
      file.targets.length > 1
        ? msg('There are several encrypted values in this file; put the cursor into one of them.')
        : msg('There is nothing encrypted here.'),
    );
  }

  /** The first of the inventories that include the file. */
  async function inventoryOf({ uri, version }: VaultPlace) {
    const context = (await workspace.analyze(uri))[0]?.context;
    const file = context?.files.get(uri);
    if (!context || !file) return refuse(msg('This file is not part of a K3s-Ansible inventory.'));
    if (version !== undefined && file.source.version !== version) return refuse(CHANGED);
    return { context, file };
  }

  const outcome = (
    { source }: OpenFile,
    result: { readonly edits: readonly TextEdit[] } | { readonly refused: Message },
  ): ChangeOutcome => ('refused' in result ? refuse(result.refused) : changeOf([[source, result.edits]]));

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
      const result = await encryptSecret(context, asked, engine);
      if ('refused' in result) return refuse(result.refused);
      const { files, vaulted } = context;
      const edits = [...result.edits].flatMap(([changed, made]) => {
        const source = (files.get(changed) ?? vaulted.get(changed))?.source;
        return source ? [[source, made] as const] : [];
      });
      return { ...changeOf(edits), renamed: result.renamed, created: result.created };
    },

    async encryptFile({ password, vaultId, ...place }, engine) {
      const file = await open(place);
      if ('refused' in file) return file;
      const { text } = file.source;
      const vaultText = await engine.encrypt(utf8Bytes(text), password, vaultId);
      if (typeof vaultText !== 'string') return refuse(describeFailure(vaultText));
      return changeOf([[file.source, [{ span: { start: 0, end: text.length }, newText: vaultText }]]]);
    },

    ansibleFolder: createAnsibleFolder(fileSystem),

    async vaultsIn(uri) {
      const file = await open({ uri });
      return 'refused' in file ? [] : file.targets.map((target) => toFound(file.source, target));
    },

    async vaultActions(uri, { start, end }) {
      const file = await open({ uri });
      if ('refused' in file) return [];
      const [from, to] = [offsetAt(file.source, start), offsetAt(file.source, end)];
      const target = file.targets.find(({ span }) => span.start <= to && from <= span.end);
      if (!target) return [];
      const position = toRange(file.source, target.span).start;
      return ACTIONS.map(({ action, title }) => ({ action, title: translate(title), position }));
    },

    async view({ password, ...place }, engine) {
      const file = await openAt(place);
      if ('refused' in file) return file;
      const opened = await openVault(file.target, password, engine);
      if ('refused' in opened) return { ...opened, ...refuse(opened.refused) };
      return { ...toFound(file.source, file.target), ...opened };
    },

    async seal({ vaultText, plaintext, password, ...place }, engine) {
      const file = await open(place);
      if ('refused' in file) return file;
      const target = sameVaultTarget(file.targets, vaultText, offsetIn(file.source, place) ?? 0);
      if (!target)
        return refuse(msg('The encrypted text was changed or removed meanwhile; nothing was saved.'));
      const result = await resealVault(file.source, target, { plaintext, password }, engine);
      if ('refused' in result) return refuse(result.refused);
      return { ...changeOf([[file.source, result.edits]]), vaultText: result.vaultText };
    },

    async decrypt({ password, ...place }, engine) {
      const file = await openAt(place);
      if ('refused' in file) return file;
      return outcome(file, await decryptInPlace(file.source, file.target, password, engine));
    },

    async rekey({ uri, position, version, ...change }, engine) {
      const place = { uri, ...(position && { position }), ...(version !== undefined && { version }) };
      const file = await open(place);
      if ('refused' in file) return file;
      const offset = offsetIn(file.source, place);
      const targets =
        offset === undefined ? file.targets : file.targets.filter(({ span }) => spanTouches(span, offset));
      if (targets.length === 0) return refuse(msg('There is nothing encrypted here.'));
      return outcome(file, await rekeyVaults(file.source, targets, change, engine));
    },
  };
}

/** Editors ask at every move of the cursor. */
const targetsIn = perItem(({ source, document }: ParsedFile) => vaultTargets(source, document));

const ACTIONS = [
  { action: 'view', title: msg('View what is encrypted, read-only') },
  { action: 'edit', title: msg('Edit what is encrypted; saving encrypts it again') },
  { action: 'decrypt', title: msg('Decrypt in place: the plain text then stands in the file') },
  { action: 'rekey', title: msg('Encrypt with another password or vault id') },
] as const;

const offsetIn = (source: SourceText, { position }: VaultPlace): number | undefined =>
  position && offsetAt(source, position);

const changeOf = (edits: readonly (readonly [SourceText, readonly TextEdit[]])[]): FileChange => ({
  documents: edits.flatMap(([source, made]) =>
    made.length > 0 ? [{ uri: source.uri, ...toDocumentEdits(source, made) }] : [],
  ),
  renamed: [],
  created: [],
});

const toFound = (source: SourceText, { kind, vaultText, name, vaultId, span }: VaultTarget): FoundVault => ({
  kind,
  vaultText,
  ...(name !== undefined && { name }),
  ...(vaultId !== undefined && { vaultId }),
  ...toRange(source, span),
});
