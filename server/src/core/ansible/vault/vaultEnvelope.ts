// The text around the cipher: header, 80 columns, three fields in hexadecimal, in hexadecimal once more. A problem is
// fatal when Ansible refuses the text without even looking at a password; no key is known here.
import { type Message, msg } from '../../text/message.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { asciiBytes, fromHex } from './bytes.ts';
import { BLOCK, MAC, SALT, type SealedVault } from './vaultCipher.ts';

/** What every vault text begins with. */
export const MAGIC = '$ANSIBLE_VAULT';
/** The only cipher that Ansible still writes. */
export const CIPHER = 'AES256';
/** Characters of a line of the body, as Ansible wraps it. */
export const WIDTH = 80;
const PROPER_HEADER = `${MAGIC};1.1;${CIPHER}`;

/** What is wrong with a vault text. */
export type VaultProblemCode =
  | 'no-header'
  | 'header-incomplete'
  | 'header-not-ascii'
  | 'header-not-alone'
  | 'unknown-version'
  | 'unknown-cipher'
  | 'not-hex'
  | 'odd-length'
  | 'width'
  | 'fields-missing'
  | 'field-not-hex'
  | 'salt-length'
  | 'mac-length'
  | 'ciphertext-length';

/** Something wrong with the envelope. Never depends on a password. */
export interface VaultProblem {
  readonly code: VaultProblemCode;
  /** In the text given to the parser. */
  readonly span: Span;
  readonly detail: Message;
  /** True when no password can decrypt the text. */
  readonly fatal: boolean;
}

/** A vault text taken apart, as far as it could be. */
export interface VaultEnvelope {
  /** `1.1` or `1.2`; absent, like the next two, when the header does not say it. */
  readonly version?: string;
  readonly cipher?: string;
  /** The label of the header: a hint which password fits, protected by nothing. */
  readonly vaultId?: string;
  /** Present when there is something to decrypt. */
  readonly sealed?: SealedVault;
  readonly problems: readonly VaultProblem[];
}

interface Line {
  readonly text: string;
  readonly start: number;
}

type Report = (code: VaultProblemCode, span: Span, detail: Message, fatal?: boolean) => void;

/** Takes a vault file, or the lines of a YAML block with or without the indentation of its first line. */
export function parseVaultEnvelope(text: string): VaultEnvelope {
  const problems: VaultProblem[] = [];
  const report: Report = (code, span, detail, fatal = true) => problems.push({ code, span, detail, fatal });
  const [header, ...body] = linesOf(text);
  if (!header?.text.startsWith(MAGIC)) {
    report(
      'no-header',
      header ? lineSpan(header) : spanOf(0, 0),
      msg('it must begin with "{0}"', PROPER_HEADER),
    );
    return { problems };
  }
  const names = parseHeader(header, report);
  // One problem per cause: what follows a wrong header may be a consequence.
  if (problems.some((problem) => problem.fatal)) return { ...names, problems };
  const lines = body.filter((line) => line.text !== '');
  const sealed = isHexadecimal(lines, report) ? parseFields(header, lines, report) : undefined;
  const usable = sealed && !problems.some((problem) => problem.fatal);
  return { ...names, ...(usable && { sealed }), problems };
}

/** The lines as Python's `splitlines` cuts bytes, without the indentation that all of them share. */
function linesOf(text: string): readonly Line[] {
  const lines = [...text.matchAll(/([^\r\n]*)(?:\r\n?|\n)?/g)];
  const indents = lines.flatMap(({ 1: line = '' }) => (line.trim() === '' ? [] : [line.search(/[^ ]/)]));
  const margin = indents.reduce((least, indent) => Math.min(least, indent), Number.MAX_SAFE_INTEGER);
  return lines.map(({ 1: line = '', index }) => {
    const indent = Math.min(margin, line.search(/[^ ]|$/));
    return { text: line.slice(indent), start: index + indent };
  });
}

const lineSpan = (line: Line): Span => spanOf(line.start, line.start + line.text.length);

function parseHeader(line: Line, report: Report): Omit<VaultEnvelope, 'sealed' | 'problems'> {
  // Folding (`>`, quotes) makes one line of all: the header ends where the digits begin.
  const joined = line.text.search(/(?<!\s)\s+[0-9a-fA-F]{40}/);
  const header = joined < 0 ? line.text : line.text.slice(0, joined);
  const span = spanOf(line.start, line.start + header.length);
  const [, version, cipher, vaultId] = header.split(';').map((part) => part.trim());
  if (joined >= 0) {
    report(
      'header-not-alone',
      span,
      msg('its header must be a line of its own; in YAML, write it after "|"'),
    );
  } else if (/[\u0080-\uffff]/.test(header)) {
    report('header-not-ascii', span, msg('its first line holds characters that are not ASCII'));
  } else if (cipher === undefined) {
    report('header-incomplete', span, msg('its first line must be "{0}"', PROPER_HEADER));
  } else if (cipher !== CIPHER) {
    report('unknown-cipher', span, msg('its cipher must be "{0}", but is "{1}"', CIPHER, cipher));
  } else if (version !== '1.1' && version !== '1.2') {
    const detail = msg('its version is neither 1.1 nor 1.2, but "{0}"', version ?? '');
    report('unknown-version', span, detail, false);
  }
  return { ...(version && { version }), ...(cipher && { cipher }), ...(vaultId && { vaultId }) };
}

/** Whether the lines can be decoded. The width of the lines is of no importance. */
function isHexadecimal(lines: readonly Line[], report: Report): boolean {
  for (const line of lines) {
    const stray = /[^0-9a-fA-F](?:.*[^0-9a-fA-F])?/s.exec(line.text);
    if (!stray) continue;
    const start = line.start + stray.index;
    report('not-hex', spanOf(start, start + stray[0].length), describeStray(line.text, stray.index));
    return false;
  }
  const last = lines.at(-1);
  const uneven = lines.find(({ text }, i) => text.length > WIDTH || (text.length < WIDTH && lines[i + 1]));
  if (uneven) {
    const detail = msg('a line has {0} digits instead of {1}', uneven.text.length, WIDTH);
    report('width', lineSpan(uneven), detail, false);
  }
  const count = lines.reduce((sum, line) => sum + line.text.length, 0);
  if (!last || count % 2 === 0) return true;
  report(
    'odd-length',
    lineSpan(last),
    msg('the number of its digits is odd: it is cut off, or one is missing'),
  );
  return false;
}

/** What probably happened to a line that is not made of digits: mostly a merge, or an editor. */
function describeStray(line: string, index: number): Message {
  if (/^\s*(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/.test(line))
    return msg('Git left the marks of a merge conflict in it; two encrypted texts cannot be merged');
  if (line.trimStart().startsWith(MAGIC)) return msg('a second one begins here: keep only one of them');
  if (/^\s+$/.test(line.slice(0, index + 1)) && index === 0)
    return msg('this line is indented deeper than the others');
  if (line.slice(index).trim() === '') return msg('there is white space behind the digits of this line');
  const character = String.fromCodePoint(line.codePointAt(index) ?? 0);
  return msg('"{0}" is no hexadecimal digit', character);
}

function parseFields(header: Line, lines: readonly Line[], report: Report): SealedVault | undefined {
  const inner = fromHex(asciiBytes(lines.map((line) => line.text).join(''))) ?? new Uint8Array();
  const bounds = fieldBounds(inner);
  const spans = bounds.map(([start, end]) => digitSpan(header, lines, 2 * start, 2 * end));
  const [salt, mac, ciphertext] = bounds.map(([start, end]) => fromHex(inner.subarray(start, end)));
  const [saltSpan, macSpan, ciphertextSpan] = spans;
  if (!saltSpan || !macSpan || !ciphertextSpan) {
    report(
      'fields-missing',
      lineSpan(lines.at(-1) ?? header),
      msg('it is cut off: it lacks salt, HMAC or ciphertext'),
    );
    return undefined;
  }
  if (!salt) report('field-not-hex', saltSpan, msg('its salt is damaged'));
  else if (salt.length !== SALT) {
    report('salt-length', saltSpan, msg('its salt has {0} bytes instead of {1}', salt.length, SALT), false);
  }
  if (!mac) report('field-not-hex', macSpan, msg('its HMAC is damaged'));
  else if (mac.length !== MAC) {
    report('mac-length', macSpan, msg('its HMAC has {0} bytes instead of {1}', mac.length, MAC));
  }
  if (!ciphertext) report('field-not-hex', ciphertextSpan, msg('its ciphertext is damaged or cut off'));
  else if (ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) {
    const detail = msg(
      'its ciphertext has {0} bytes, no multiple of {1}: it is cut off',
      ciphertext.length,
      BLOCK,
    );
    report('ciphertext-length', ciphertextSpan, detail);
  }
  return salt && mac && ciphertext && { salt, mac, ciphertext };
}

/** Start and end of what two line feeds separate; fewer than three when it is cut off. */
function fieldBounds(inner: Uint8Array): readonly (readonly [number, number])[] {
  const bounds: [number, number][] = [];
  let start = 0;
  for (let feed = inner.indexOf(0x0a); feed >= 0 && bounds.length < 2; feed = inner.indexOf(0x0a, start)) {
    bounds.push([start, feed]);
    start = feed + 1;
  }
  return [...bounds, [start, inner.length]];
}

/** Where digits of the body stand in the text; after the header when there is no body. */
function digitSpan(header: Line, lines: readonly Line[], from: number, to: number): Span {
  const offsetOf = (digit: number): number => {
    let rest = digit;
    for (const line of lines) {
      if (rest < line.text.length) return line.start + rest;
      rest -= line.text.length;
    }
    return lineSpan(lines.at(-1) ?? header).end;
  };
  return from < to ? spanOf(offsetOf(from), offsetOf(to - 1) + 1) : spanOf(offsetOf(from), offsetOf(from));
}
