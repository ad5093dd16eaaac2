// Bytes, text and hexadecimal digits, because the core has no TextEncoder and no Buffer.

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two lower-case digits for every byte. */
export function toHex(bytes: Uint8Array): string {
  const digits = new Array<string>(bytes.length);
  for (let i = 0; i < bytes.length; i++) digits[i] = pairs[bytes[i] ?? 0] ?? '';
  return digits.join('');
}

/** The bytes of an even number of digits, given as ASCII codes; `undefined` when one is no hexadecimal digit. */
export function fromHex(digits: Uint8Array): Uint8Array | undefined {
  if (digits.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = hexValue(digits[2 * i] ?? 0);
    const low = hexValue(digits[2 * i + 1] ?? 0);
    if (high < 0 || low < 0) return undefined;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** One byte per character; for text that is known to be ASCII. */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The text in UTF-8. A lone surrogate becomes U+FFFD, as in TextEncoder. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
    else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
  }
  return Uint8Array.from(bytes);
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);

/** The text of UTF-8; `undefined` when the bytes are none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const point = pointAt(bytes, at);
    if (!point) return undefined;
    parts.push(String.fromCodePoint(point.code));
    at += point.length;
  }
  return parts.join('');
}

function pointAt(
  bytes: Uint8Array,
  at: number,
): { readonly code: number; readonly length: number } | undefined {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { code: first, length: 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return undefined;
  let code = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return undefined;
    code = (code << 6) | (next & 0x3f);
  }
  const isShortest = code >= (SMALLEST[length] ?? 0);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isShortest && !isSurrogate && code <= 0x10ffff ? { code, length } : undefined;
}

/** By length, the first code that needs so many bytes. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];
