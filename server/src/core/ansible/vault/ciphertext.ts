// Whether an encrypted value is a ciphertext in the file itself, or the value of a file that was encrypted as a whole.
import type { YamlScalar } from '../../yaml/tree.ts';
import { HIDDEN } from '../secrets/hiddenTexts.ts';

/** A `!vault` text. Values of decrypted files are kept from everybody in the same way, and are no ciphertext to Ansible. */
export const isCiphertext = ({ type, text }: Pick<YamlScalar, 'type' | 'text'>): boolean =>
  type === 'vault' && text !== HIDDEN;
