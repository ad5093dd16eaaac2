// View, edit, decrypt and rekey: what can be done with a vault text and its password. Passwords and plaintexts are used
// here and kept nowhere.

import { utf8Bytes } from '../../ansible/vault/bytes.ts';
import type { VaultEngine, VaultSecret } from '../../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../../ansible/vault/vaultMessages.ts';
import { resealEdit, type VaultTarget } from '../../ansible/vault/vaultTarget.ts';
import { append } from '../../text/append.ts';
import type { SourceText } from '../../text/sourceText.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { doubleQuoted } from '../../yaml/edits.ts';
import { openVault, type Refusal } from './openVault.ts';

/** What to encrypt in place of a vault text, under the same password or another one. */
export interface Resealing {
  readonly plaintext: string;
  readonly password: VaultSecret;
  /** For a new password or label; those of the target otherwise. */
  readonly newPassword?: VaultSecret;
  readonly newVaultId?: string;
}

type Edits = { readonly edits: readonly TextEdit[] };
type Resealed = Edits & { readonly vaultText: string };

/** Encrypts the plaintext in the target's place. The same plaintext under the same password changes nothing. */
export async function resealVault(
  source: SourceText,
  target: VaultTarget,
  { plaintext, password, newPassword, newVaultId }: Resealing,
  engine: VaultEngine,
): Promise<Resealed | Refusal> {
  if (newPassword === undefined && newVaultId === undefined) {
    const before = await openVault(target, password, engine);
    if ('refused' in before) return before;
    if (before.plaintext === plaintext) return { edits: [], vaultText: target.vaultText };
  }
  const vaultId = newVaultId ?? target.vaultId;
  const vaultText = await engine.encrypt(utf8Bytes(plaintext), newPassword ?? password, vaultId);
  if (typeof vaultText !== 'string') return { refused: describeFailure(vaultText) };
  return { edits: [resealEdit(source, target, vaultText)], vaultText };
}

/** All or none: a file whose texts have two passwords is worse than one with the old. */
export async function rekeyVaults(
  source: SourceText,
  targets: readonly VaultTarget[],
  change: Omit<Resealing, 'plaintext'>,
  engine: VaultEngine,
): Promise<Edits | Refusal> {
  const edits: TextEdit[] = [];
  for (const target of targets) {
    const revealed = await openVault(target, change.password, engine);
    if ('refused' in revealed) return revealed;
    const resealed = await resealVault(source, target, { ...change, ...revealed }, engine);
    if ('refused' in resealed) return resealed;
    append(edits, resealed.edits);
  }
  return { edits };
}

/** The plaintext replaces tag and ciphertext: Ansible reads the same value before and after. */
export async function decryptInPlace(
  { text }: SourceText,
  target: VaultTarget,
  password: VaultSecret,
  engine: VaultEngine,
): Promise<Edits | Refusal> {
  const opened = await openVault(target, password, engine);
  if ('refused' in opened) return opened;
  const { start, end } = target.value;
  if (target.kind === 'file') return { edits: [{ span: target.value, newText: opened.plaintext }] };
  const header = /^(?:[!&]\S+\s+)*[|>][-+\d]*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const line = /[^\r\n]*/.exec(text.slice(start, end))?.[0].length ?? 0;
  // A comment behind the header stays; the lines of the block are removed.
  const value = { span: { start, end: start + header }, newText: doubleQuoted(opened.plaintext) };
  return { edits: [value, { span: { start: start + line, end }, newText: '' }] };
}
