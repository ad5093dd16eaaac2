// What Ansible makes of a host as listed: an optional port, and ranges. Knows nothing of files.
// Read from ansible-core 2.14.18, parsing/utils/addresses.py and plugins/inventory/__init__.py.

/** The hosts a listed pattern stands for, or why Ansible (or this reader) does not expand it. */
export type ExpandedPattern =
  | { readonly names: readonly string[]; readonly port?: string }
  | { readonly problem: RangeProblem };

type RangeProblem = 'range-invalid' | 'range-too-large';

const NUMERIC = String.raw`\[[0-9]+:[0-9]+(?::[0-9]+)?\]`;
const HEXADECIMAL = String.raw`\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?\]`;
const ALPHANUMERIC = String.raw`\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\]`;
const WORD = String.raw`[\p{L}\p{N}_]`;
const LABEL = String.raw`(?:${WORD}|${ALPHANUMERIC})(?:[\p{L}\p{N}_\-]|${ALPHANUMERIC})*(?<![_\-])`;
const FOUR = `(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|${NUMERIC})`;
const SIX = `(?:[0-9a-f]{1,4}|${HEXADECIMAL})`;
const SIX_FORMS = [
  `(?:${SIX}:){7}${SIX}`,
  `(?:${SIX}:){1,6}:`,
  ...[6, 5, 4, 3, 2, 1].map((tail, index) => `(?:${SIX}:){${index + 1}}(?::${SIX}){1,${tail}}`),
  `:(?::${SIX}){1,6}`,
  `${SIX}?::`,
  String.raw`(?:0:){6}(?:${SIX}\.){3}${SIX}`,
  String.raw`::(?:ffff:)?(?:${SIX}\.){3}${SIX}`,
  String.raw`(?:0:){5}ffff:(?:${SIX}\.){3}${SIX}`,
];

const BRACKETED_PORT = /^\[(.+)\]:([0-9]+)\n?$/u;
const PORT = /^((?:[^:[\]]|\[[^\]]*\])*):([0-9]+)\n?$/u;
const HOST_FORMS = [
  new RegExp(String.raw`^(?:${FOUR}\.){3}${FOUR}\n?$`, 'iu'),
  // In Ansible's expression `^` binds to the first form only and `$` to the last one; matching starts at the
  // front anyway, so that the forms between them match as prefixes.
  new RegExp(
    `^(?:${SIX_FORMS.map((form, index) => (index === SIX_FORMS.length - 1 ? `${form}\\n?$` : form)).join('|')})`,
    'iu',
  ),
  new RegExp(String.raw`^${LABEL}(?:\.${LABEL})*\n?$`, 'iu'),
];

/** A limit that no real inventory reaches. */
const MAX_RANGES = 50;

/** Expands a host as listed, to at most `limit` names. */
export function expandHostPattern(listed: string, limit: number): ExpandedPattern {
  // Nearly every host is a plain name.
  if (!/[:[]/.test(listed)) return { names: [listed] };
  const { host, port } = splitPort(listed);
  if (!host.includes('[')) return port === undefined ? { names: [host] } : { names: [host], port };
  if (host.split('[').length > MAX_RANGES) return { problem: 'range-too-large' };
  const names = expandRanges(host, limit);
  if (typeof names === 'string') return { problem: names };
  return port === undefined ? { names } : { names, port };
}

function splitPort(listed: string): { host: string; port?: string } {
  let host = listed;
  let port: string | undefined;
  for (const form of [BRACKETED_PORT, PORT]) {
    const match = form.exec(host);
    if (match) [, host = '', port = ''] = match;
  }
  // Without a port nothing depends on the form: what Ansible does not recognise is taken as it stands.
  if (port === undefined || !HOST_FORMS.some((form) => form.test(host))) return { host: listed };
  return { host, port };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The names in Ansible's order, the last range first; counted before any is made. */
function expandRanges(pattern: string, limit: number): readonly string[] | RangeProblem {
  const ranges: { readonly head: string; readonly members: readonly string[] }[] = [];
  let [rest, count] = [pattern, 1];
  while (rest.includes('[')) {
    const [head, range, tail, ...more] = rest.replace('[', '|').replace(']', '|').split('|');
    if (head === undefined || range === undefined || tail === undefined || more.length > 0)
      return 'range-invalid';
    const members = rangeMembers(range, limit);
    if (typeof members === 'string') return members;
    if (members.length === 0) return [];
    ranges.push({ head, members });
    count *= members.length;
    rest = tail;
  }
  if (count > limit) return 'range-too-large';
  let names = [''];
  for (const { head, members } of ranges)
    names = names.flatMap((name) => members.map((member) => name + head + member));
  return names.map((name) => name + rest);
}

/**
 * The members of a range, `01:20` or `a:f`, with an optional step. Zeros in front set the width, and both bounds must
 * then have it. The size is checked before anything is made.
 */
function rangeMembers(range: string, limit: number): readonly string[] | RangeProblem {
  const bounds = range.split(':');
  const [first = '', end = '', stepText = '1'] = bounds;
  const begin = first === '' ? '0' : first;
  if (bounds.length < 2 || bounds.length > 3 || end === '') return 'range-invalid';
  const width = begin.startsWith('0') && begin.length > 1 ? begin.length : 0;
  if (width > 0 && width !== end.length) return 'range-invalid';
  const step = parsePythonInt(stepText);
  if (step === undefined || step === 0n) return 'range-invalid';
  const [letterBegin, letterEnd] = [LETTERS.indexOf(begin), LETTERS.indexOf(end)];
  if (letterBegin >= 0 && letterEnd >= 0) {
    if (letterBegin > letterEnd) return 'range-invalid';
    const indices = step > 0n ? countUp(BigInt(letterBegin), BigInt(letterEnd), step) : [];
    return indices.map((index) => LETTERS.charAt(Number(index)));
  }
  const [low, high] = [parsePythonInt(begin), parsePythonInt(end)];
  if (low === undefined || high === undefined) return 'range-invalid';
  if ((high - low) / step >= BigInt(limit)) return 'range-too-large';
  const numbers = step > 0n ? countUp(low, high, step) : countDown(low, high + 1n, step);
  return numbers.map((number) => zeroFill(number, width));
}

function countUp(low: bigint, high: bigint, step: bigint): bigint[] {
  const numbers: bigint[] = [];
  for (let number = low; number <= high; number += step) numbers.push(number);
  return numbers;
}

function countDown(high: bigint, above: bigint, step: bigint): bigint[] {
  const numbers: bigint[] = [];
  for (let number = high; number > above; number += step) numbers.push(number);
  return numbers;
}

const zeroFill = (number: bigint, width: number): string =>
  number < 0n ? `-${String(-number).padStart(width - 1, '0')}` : String(number).padStart(width, '0');

/** What Python's `int(text)` gives; `undefined` where it raises. */
export function parsePythonInt(text: string): bigint | undefined {
  const match = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/.exec(text);
  const digits = match?.[2]?.replaceAll('_', '') ?? '';
  if (!match || digits.length > 4300) return undefined;
  return match[1] === '-' ? -BigInt(digits) : BigInt(digits);
}
