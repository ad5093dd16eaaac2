// What filters do to texts, limited to where Python and JavaScript agree.
import { msg } from '../../../text/message.ts';
import { charactersOf, checked } from '../text.ts';
import { fatal, list, notEvaluated, used, type Value } from '../value.ts';

/** `lower`, for texts on which Python and JavaScript agree; others are not evaluated. */
export function lowered(text: string): string {
  return cased(text, 'lower').toLowerCase();
}

/** `upper`, with the limits of {@link lowered}. */
export function raised(text: string): string {
  return cased(text, 'upper').toUpperCase();
}

/** The first character in upper case, all others in lower case. */
export function capitalized(text: string): string {
  const [first = '', ...rest] = charactersOf(text);
  return raised(first) + lowered(rest.join(''));
}

/**
 * Scripts whose case mapping is the same in every version of Unicode, and scripts without case. Elsewhere Python and
 * JavaScript may follow different versions.
 */
const STABLE =
  /^[\p{ASCII}\xa0-\xde\xe0-\xfe\u0100-\u012f\u0132-\u0148\u014a-\u017e\u0400-\u045f\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u2000-\u206f\u2190-\u21ff\u3000-\u303f\uff01-\uff20\u{1f300}-\u{1f5ff}\u{1f600}-\u{1f64f}]*$/u;

function cased(text: string, what: string): string {
  if (!STABLE.test(text) || /[\xb5\xaa\xba]/.test(text)) throw notEvaluated(what);
  return text;
}

/** What Python takes for white space. */
const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const LEADING = new RegExp(`^[${SPACE}]+`);
const SPACES = new RegExp(`[${SPACE}]+`);
/** A single white space character. */
export const ANY_SPACE = new RegExp(`[${SPACE}]`);

type Side = 'left' | 'right' | 'both';

/** `strip`, `lstrip`, `rstrip`; without characters it strips white space. */
export function trimmed(text: string, characters: Value = null, side: Side = 'both'): string {
  const chars = used(characters);
  if (chars !== null && typeof chars !== 'string') throw fatal(msg('only characters can be stripped'));
  const isStripped = (one: string): boolean => (chars === null ? ANY_SPACE.test(one) : chars.includes(one));
  const all = charactersOf(text);
  let [start, end] = [0, all.length];
  while (side !== 'right' && start < end && isStripped(all[start] ?? '')) start++;
  while (side !== 'left' && start < end && isStripped(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

/**
 * Python's `str.replace`, the first `limit` occurrences. An empty `old` matches between all characters in Python, and
 * is not evaluated. The length is checked before the text is made, because a short template can ask for gigabytes.
 */
export function replaced(text: string, old: string, replacement: string, limit: Value = null): string {
  const count = countOf(limit);
  if (old === '') throw notEvaluated('replace');
  const parts = text.split(old);
  const done = Math.min(count, parts.length - 1);
  if (text.length + done * replacement.length > 1_000_000) throw notEvaluated('replace');
  const rest = parts.slice(done).join(old);
  return checked([...parts.slice(0, done), rest].join(replacement));
}

/** How often to replace: none and negative numbers set no limit. */
function countOf(limit: Value): number {
  const count = used(limit);
  if (count === null) return Number.POSITIVE_INFINITY;
  if (typeof count !== 'bigint') throw notEvaluated('count');
  return count < 0n ? Number.POSITIVE_INFINITY : Number(count);
}

/**
 * Python's `str.split`: without a separator at any white space, and then without empty parts. Unlike in JavaScript,
 * the limit counts cuts, and the last part holds the rest.
 */
export function splitText(text: string, separator: Value = null, limit: Value = null): Value {
  const by = used(separator);
  const count = countOf(limit);
  if (by === '') throw fatal(msg('the separator is empty'));
  if (by === null) return list(splitAtSpaces(text, count));
  if (typeof by !== 'string') throw fatal(msg('the separator is no text'));
  const parts = text.split(by);
  if (parts.length - 1 <= count) return list(parts);
  return list([...parts.slice(0, count), parts.slice(count).join(by)]);
}

function splitAtSpaces(text: string, count: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.replace(LEADING, '');
  while (parts.length < count) {
    const found = SPACES.exec(rest);
    if (!found) break;
    parts.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + found[0].length);
  }
  return rest === '' ? parts : [...parts, rest];
}

/** `b64encode` of the text as UTF-8. Written out, because the core has neither `Buffer` nor `btoa`. */
export function base64Encoded(text: string): string {
  const bytes = bytesOf(text);
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    encoded += [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]).join('');
    if (b === undefined) encoded = `${encoded.slice(0, -2)}==`;
    else if (c === undefined) encoded = `${encoded.slice(0, -1)}=`;
  }
  return checked(encoded);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(text: string): readonly number[] {
  if (/\p{Cs}/u.test(text)) throw notEvaluated('b64encode');
  return [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([one, hex]) =>
    hex === undefined ? one.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

/** `b64decode`, for properly padded input only: Python skips foreign characters, and fails on some paddings. */
export function base64Decoded(text: string): string {
  const isPlain = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  if (!isPlain) throw notEvaluated('b64decode');
  const digits = [...text.replace(/={1,2}$/, '')].map((digit) => ALPHABET.indexOf(digit));
  let escaped = '';
  for (let i = 0; i + 1 < digits.length; i++) {
    if (i % 4 === 3) continue;
    const [left = 0, right = 0] = digits.slice(i, i + 2);
    const byte = ((left << (2 * (i % 4) + 2)) | (right >> (4 - 2 * (i % 4)))) & 255;
    escaped += `%${byte.toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    // Not valid UTF-8: Ansible replaces some of it, by rules of its own.
    throw notEvaluated('b64decode');
  }
}

/** Brackets around an IPv6 address, only where netaddr would write the address exactly as it stands. */
export function wrappedAddress(text: string): string {
  const isName = /^[a-z0-9._-]*$/i.test(text) && /^[a-z0-9_-]*[g-z]/i.test(text);
  const isIpv4 = /^(?:(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/.test(text);
  // What is no address is left as it is.
  const isNone = /^\d{1,3}(?:\.\d{1,3}){3}\.$/.test(text);
  if (isName || isIpv4 || isNone) return text;
  const groups = text.split(':');
  const isIpv6 =
    groups.every((group) => /^(?:[1-9a-f][0-9a-f]{0,3})?$/.test(group)) &&
    text.split('::').length === 2 &&
    groups.filter(Boolean).length <= 6 &&
    /^(?:::)?[0-9a-f]+(?:::?[0-9a-f]+)*(?:::)?$/.test(text);
  if (!isIpv6) throw notEvaluated('ipwrap');
  return `[${text}]`;
}
