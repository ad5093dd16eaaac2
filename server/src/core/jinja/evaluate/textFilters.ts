// What filters do to texts, where Python and JavaScript agree.
import { msg } from '../../text/message.ts';
import { checked, textOf } from './text.ts';
import { fatal, list, notEvaluated, used, type Value } from './value.ts';

export function lowered(text: string): string {
  return ascii(text, 'lower').toLowerCase();
}

export function raised(text: string): string {
  return ascii(text, 'upper').toUpperCase();
}

/** Beyond ASCII, the two languages follow different versions of Unicode. */
function ascii(text: string, what: string): string {
  if (/\P{ASCII}/u.test(text)) throw notEvaluated(what);
  return text;
}

export function trimmed(text: string): string {
  // What is white space beyond the usual, each language decides for itself.
  if (/[^\P{C}\n\r\t]|\ufeff/u.test(text)) throw notEvaluated('trim');
  return text.trim();
}

export function replaced(text: string, old: string, replacement: string): string {
  if (old === '') throw notEvaluated('replace');
  const count = text.split(old).length - 1;
  if (text.length + count * replacement.length > 1_000_000) throw notEvaluated('replace');
  return checked(text.replaceAll(old, () => replacement));
}

export function splitText(text: string, separator: Value = null, limit?: Value): Value {
  const by = used(separator);
  if (limit !== undefined) throw notEvaluated('split');
  if (by === '') throw fatal(msg('the separator is empty'));
  if (by === null) return list(trimmed(text).split(/\s+/).filter(Boolean));
  if (typeof by !== 'string') throw notEvaluated('split');
  return list(text.split(by));
}

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

export function base64Decoded(text: string): string {
  const isPlain = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  if (!isPlain) throw notEvaluated('b64decode');
  const digits = [...text.replace(/=+$/, '')].map((digit) => ALPHABET.indexOf(digit));
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
    // No UTF-8: Ansible replaces some of it, by rules of its own.
    throw notEvaluated('b64decode');
  }
}

/** `'%s' % …`, with nothing but `%s`. */
export function formatted(pattern: string, values: readonly Value[]): string {
  const parts = pattern.split('%s');
  if (parts.length !== values.length + 1 || parts.some((part) => part.includes('%')))
    throw notEvaluated('format');
  return checked(
    parts.map((part, index) => (index === 0 ? part : textOf(values[index - 1] ?? null) + part)).join(''),
  );
}

/** Brackets around an address of IPv6, where netaddr would write the address just as it stands. */
export function wrappedAddress(text: string): string {
  const isName = /^[a-z0-9-]*[g-z][a-z0-9.-]*$/i.test(text) && !text.includes(':');
  const isIpv4 = /^(?:(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/.test(text);
  if (isName || isIpv4) return text;
  const groups = text.split(':');
  const isIpv6 =
    groups.every((group) => /^(?:[1-9a-f][0-9a-f]{0,3})?$/.test(group)) &&
    text.split('::').length === 2 &&
    groups.filter(Boolean).length <= 6 &&
    /^(?:::)?[0-9a-f]+(?:::?[0-9a-f]+)*(?:::)?$/.test(text);
  if (!isIpv6) throw notEvaluated('ipwrap');
  return `[${text}]`;
}
