// A short text that stands for a long one where both sides have the long one.

/** FNV-1a, in base 36: tells texts apart; it is no protection. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36);
}
