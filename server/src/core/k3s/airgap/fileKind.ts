// What a file is by its first bytes. Pure.

/** A kind by content. `web-page` is what a download behind a proxy or a login saves under the right name. */
export type FileKind =
  | 'empty'
  | 'elf'
  | 'gzip'
  | 'zstd'
  | 'tar'
  | 'xz'
  | 'bzip2'
  | 'zip'
  | 'rpm'
  | 'script'
  | 'web-page'
  | 'text'
  | 'unknown';

/** Enough for every mark, and for the headers of a program. */
export const HEAD_LENGTH = 4096;

const MARKS: readonly (readonly [FileKind, number, string])[] = [
  ['elf', 0, '\x7fELF'],
  ['gzip', 0, '\x1f\x8b'],
  ['zstd', 0, '\x28\xb5\x2f\xfd'],
  ['xz', 0, '\xfd7zXZ\0'],
  ['bzip2', 0, 'BZh'],
  ['zip', 0, 'PK\x03\x04'],
  ['rpm', 0, '\xed\xab\xee\xdb'],
  ['tar', 257, 'ustar'],
  ['script', 0, '#!'],
];

/** The kind of a file from its first bytes: 600 are enough, tar having its mark at 257. */
export function fileKind(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  const text = latin1(head.subarray(0, 600));
  const mark = MARKS.find(([, at, bytes]) => text.startsWith(bytes, at));
  if (mark) return mark[0];
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|error)\b/i.test(text)) return 'web-page';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what distinguishes text from other bytes
  return /[\x00-\x08\x0e-\x1f]/.test(text) ? 'unknown' : 'text';
}

/**
 * One character for each byte, so that offsets in the text are offsets in the bytes. Not `TextDecoder`, whose
 * `latin1` is windows-1252.
 */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};
