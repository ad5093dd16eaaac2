// The vault password as Ansible takes it from a file or from the keyboard.
import { utf8Bytes } from './bytes.ts';

// What `bytes.strip()` of Python removes.
const isSpace = (byte: number | undefined): boolean =>
  byte !== undefined && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

/**
 * The password in a password file's content or in what the user typed: Ansible drops surrounding ASCII whitespace
 * of both, never any inside. Empty when nothing is left.
 */
export function vaultPassword(content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? utf8Bytes(content) : content;
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.slice(start, end);
}
