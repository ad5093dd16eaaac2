// Why something could not be encrypted or decrypted, in words. Never holds a password or a plaintext.
import { type Message, msg } from '../../text/message.ts';
import type { DecryptFailure, EncryptFailure } from './vault.ts';
import type { EngineFailure } from './vaultEngine.ts';

/** One sentence for people. Exhaustive by its type, so that a new failure cannot go without words. */
export function describeFailure(failure: EncryptFailure | DecryptFailure | EngineFailure): Message {
  switch (failure.error) {
    case 'empty-password':
      return msg('The password must not be empty.');
    case 'invalid-vault-id':
      return msg('A vault id is printable ASCII without semicolons.');
    case 'already-encrypted':
      return msg('The value is a vault text already.');
    case 'wrong-password':
      return msg('The password is another one, or the encrypted text was changed.');
    case 'engine':
      return msg('ansible-vault failed: {0}', failure.detail);
    case 'malformed': {
      const problem = failure.problems.find(({ fatal }) => fatal) ?? failure.problems[0];
      return msg('This is no sound vault text: {0}.', problem?.detail ?? msg('its padding is damaged'));
    }
  }
}
