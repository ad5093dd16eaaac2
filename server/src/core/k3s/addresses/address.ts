// The parts of what should be a bare address: `scheme://user@host:port/path`. Knows nothing of YAML or Jinja.
import { type Span, spanOf } from '../../text/span.ts';
import { addressFault } from './addressForm.ts';

/**
 * A text taken apart, whether or not each part is allowed where it stands: rules name what is too much, and fixes
 * keep only `host`.
 */
export interface AddressParts {
  readonly host: Span;
  /** Everything before the host: scheme, user, opening bracket. */
  readonly before: Span;
  /** Everything behind it. */
  readonly after: Span;
  readonly scheme: boolean;
  readonly user: boolean;
  readonly path: boolean;
  /** The digits; empty for a colon without a port. */
  readonly port?: string;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/{1,3}/i;
const USER = /^[^/@\s]*@/;
const BRACKETED = /^\[([^\]\s]*)\](?::(\d*))?(?=\/|$)/;
/** At least two colons: a bare IPv6 address, whose last group is no port. */
const IPV6 = /^[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*(?:%[\w.-]+)?(?=\/|$)/i;
const NAMED = /^([^:/\s]*)(?::(\d*))?(?=\/|$)/;

/** `undefined` when the text has no such shape. White space around it belongs to no part. */
export function addressParts(text: string): AddressParts | undefined {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  let at = start;
  const take = (pattern: RegExp): boolean => {
    const match = pattern.exec(text.slice(at, end));
    at += match?.[0].length ?? 0;
    return match !== null;
  };
  const scheme = take(SCHEME);
  const user = take(USER);
  const rest = text.slice(at, end);
  const bracketed = BRACKETED.exec(rest);
  const match = bracketed ?? IPV6.exec(rest) ?? NAMED.exec(rest);
  if (!match || /\s/.test(rest)) return undefined;
  const [whole, inside, port] = match;
  const isBareBracket = bracketed !== null && port === undefined && !scheme && !user && whole === rest;
  const hostStart = at + (bracketed && !isBareBracket ? 1 : 0);
  const hostLength = isBareBracket ? whole.length : (inside ?? whole).length;
  const host = spanOf(hostStart, hostStart + hostLength);
  return {
    host,
    before: spanOf(start, host.start),
    after: spanOf(host.end, end),
    scheme,
    user,
    path: rest.length > whole.length,
    ...(port !== undefined && { port }),
  };
}

/** Whether the host is the machine itself, or every address at once. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost(?:\.localdomain)?|ip6-localhost|ip6-loopback|127(?:\.\d{1,3}){3}|127\.\d{1,3}|0\.0\.0\.0)$/i.test(
    host,
  ) || /^\[?(?:(?:0{0,4}:){2,7}0{0,3}1|(?:0{0,4}:){2,7}0{0,4}|::ffff:127(?:\.\d{1,3}){3})\]?$/i.test(host);

/** Whether more than the host is there. */
export const hasExcess = ({ scheme, user, path, port }: AddressParts): boolean =>
  scheme || user || path || port !== undefined;

/** Whether the text is an expression without its braces, or with too few of them. */
export const isBareExpression = (text: string): boolean =>
  /[{}]/.test(text) || /\b(?:hostvars|groups)\s*[[.]/.test(text);

/** Whether other rules report the text as an address. */
export function isOddAddress(text: string): boolean {
  const parts = addressParts(text);
  if (text.trim() === '' || isBareExpression(text) || addressFault(text)) return true;
  return parts !== undefined && (hasExcess(parts) || text.trim() !== text);
}
