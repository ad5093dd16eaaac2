// Decodes bytes as Ansible does: UTF-8 only, each invalid byte becomes half of a surrogate pair (Python's
// `surrogateescape`): INI files are read with those, and YAML refuses them.
import type { FileContent } from '../core/index.ts';

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const STRICT = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** Never fails: what is no UTF-8 is marked, so that rules can report it at its place. */
export function decodeText(bytes: Uint8Array): Extract<FileContent, { text: unknown }> {
  const order = utf16Order(bytes);
  // Decoded only to find out which project the file belongs to; Ansible refuses it.
  if (order) return { text: new TextDecoder(order).decode(bytes), notUtf8: true, utf16: true };
  try {
    return { text: STRICT.decode(bytes) };
  } catch {
    return { text: escapeBytes(bytes), notUtf8: true };
  }
}

/** What PowerShell and old editors write: with a mark at its start, or ASCII with a zero beside each letter. */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = bytes;
  if ((first === 0xff && second === 0xfe) || (first && second === 0 && third && fourth === 0))
    return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second && third === 0 && fourth))
    return 'utf-16be';
  return undefined;
}

const SEQUENCES =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

const escapeBytes = (bytes: Uint8Array): string =>
  oneCharacterPerByte(bytes).replace(SEQUENCES, (found) =>
    found.length > 1
      ? UTF8.decode(Uint8Array.from(found, (character) => character.charCodeAt(0)))
      : String.fromCharCode(0xdc00 + found.charCodeAt(0)),
  );

/** A call takes a limited number of arguments. */
const PIECE = 8192;

function oneCharacterPerByte(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += PIECE)
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  return text;
}
