// Decrypts a vault text for the editor, or says why that cannot be done.
import { utf8Text } from '../../ansible/vault/bytes.ts';
import type { VaultEngine, VaultSecret } from '../../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../../ansible/vault/vaultMessages.ts';
import type { VaultTarget } from '../../ansible/vault/vaultTarget.ts';
import { type Message, msg } from '../../text/message.ts';

export interface Refusal {
  readonly refused: Message;
  /** With another password it may be done. */
  readonly mayBePassword?: true;
}

/** The plaintext; refused when it is no text. */
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
