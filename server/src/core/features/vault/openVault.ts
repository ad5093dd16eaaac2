// Decrypts a vault text for the editor, or returns the reason why that is not possible.
import { utf8Text } from '../../ansible/vault/bytes.ts';
import type { VaultEngine, VaultSecret } from '../../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../../ansible/vault/vaultMessages.ts';
import type { VaultTarget } from '../../ansible/vault/vaultTarget.ts';
import { type Message, msg } from '../../text/message.ts';

/** Why nothing was decrypted or encrypted. Holds neither a password nor a part of the text. */
export interface Refusal {
  readonly refused: Message;
  /** Another password may decrypt it. */
  readonly mayBePassword?: true;
}

/** The plaintext; refused when it is not a text. */
export async function openVault(
  { vaultText }: Pick<VaultTarget, 'vaultText'>,
  password: VaultSecret,
  engine: VaultEngine,
): Promise<{ readonly plaintext: string } | Refusal> {
  const bytes = await engine.decrypt(vaultText, password);
  if ('error' in bytes) {
    const mayBePassword = bytes.error === 'wrong-password' || bytes.error === 'engine';
    return { refused: describeFailure(bytes), ...(mayBePassword && { mayBePassword }) };
  }
  const plaintext = utf8Text(bytes);
  if (plaintext === undefined)
    return { refused: msg('The password is right, but what is encrypted is no text and cannot be shown.') };
  return { plaintext };
}
