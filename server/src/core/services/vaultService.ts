// Vault texts through the door: view, edit, decrypt and rekey them. Takes lines and columns; passwords come in with a call
// and are gone with it.

import { isParsed } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { utf8Bytes } from '../ansible/vault/bytes.ts';
import type { VaultEngine, VaultSecret } from '../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../ansible/vault/vaultMessages.ts';
import { sameVaultTarget, targetsOf, type VaultTarget, vaultTargetAt } from '../ansible/vault/vaultTarget.ts';
import type { FixEnvironment } from '../diagnostics/rule.ts';
import { openVault } from '../features/vault/openVault.ts';
import { decryptInPlace, rekeyVaults, resealVault } from '../features/vault/vaultText.ts';
import type { Workspace } from '../session/workspace.ts';
import { type Message, msg } from '../text/message.ts';
import { type LineColumn, offsetAt, type SourceText } from '../text/sourceText.ts';
import { spanTouches } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { type TextRange, toRange } from './ranges.ts';
import { createSecretService, type SecretService } from './secretService.ts';
import { createAnsibleFolder } from './vaultConfig.ts';
import {
  CHANGED,
  type ChangeOutcome,
  changeOf,
  type FileChange,
  offsetIn,
  type Refused,
  type VaultPlace,
} from './vaultPlace.ts';

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
export interface VaultService extends SecretService {
  /** Encrypts a file as a whole. */
  encryptFile(
    request: VaultPlace & { readonly password: VaultSecret; readonly vaultId?: string },
    engine: VaultEngine,
  ): Promise<ChangeOutcome>;
  /** The URI of the folder with the nearest ansible.cfg, from a file upwards; nothing is read but that. */
  ansibleFolder(uri: string): Promise<string | undefined>;
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

/** Keeps no password: each call brings its own. */
export function createVaultService(
  fileSystem: FileSystem,
  workspace: Workspace,
  translate: (message: Message) => string,
  environment: FixEnvironment,
): VaultService {
  const refuse = (message: Message): Refused => ({ refused: translate(message) });

  async function open({ uri, version }: VaultPlace): Promise<OpenFile | Refused> {
    const file = await workspace.read(uri);
    if (!isParsed(file) || file.notUtf8) return refuse(msg('The file cannot be read.'));
    if (version !== undefined && file.source.version !== version) return refuse(CHANGED);
    return { source: file.source, targets: targetsOf(file) };
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

  const outcome = (
    { source }: OpenFile,
    result: { readonly edits: readonly TextEdit[] } | { readonly refused: Message },
  ): ChangeOutcome => ('refused' in result ? refuse(result.refused) : changeOf([[source, result.edits]]));

  return {
    ...createSecretService(workspace, translate, environment),

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

const ACTIONS = [
  { action: 'view', title: msg('View what is encrypted, read-only') },
  { action: 'edit', title: msg('Edit what is encrypted; saving encrypts it again') },
  { action: 'decrypt', title: msg('Decrypt in place: the plain text then stands in the file') },
  { action: 'rekey', title: msg('Encrypt with another password or vault id') },
] as const;

const toFound = (source: SourceText, { kind, vaultText, name, vaultId, span }: VaultTarget): FoundVault => ({
  kind,
  vaultText,
  ...(name !== undefined && { name }),
  ...(vaultId !== undefined && { vaultId }),
  ...toRange(source, span),
});
