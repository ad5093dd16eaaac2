// Parts of a text that are secrets by their shape, wherever they stand: passwords in addresses, headers, keys with a
// known prefix, `password=…`, `--token …`. Every expression runs in linear time. Knows no variables.
import { hasJinja } from '../../jinja/parse.ts';
import { perText } from '../../text/perText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { mayHoldSecretName, type SecretKind, secretKind } from './secretNames.ts';

/** A part of a text that looks like a secret, in offsets of that text. */
export interface ShapedSecret {
  readonly span: Span;
  /** How certain the shape alone is; what only a name says is weighed with the value. */
  readonly kind: SecretKind | 'sure';
}

const MARKED = [
  'gh[opusr]_[A-Za-z0-9]{16,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}',
  '(?:AKIA|ASIA)[0-9A-Za-z]{16}(?![0-9A-Za-z])',
  'eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*',
  'tskey-[a-z]+-[\\w-]{8,}|xox[abeoprs]-[\\w-]{10,}|[sr]k_live_\\w{10,}|AIza[\\w-]{30,}|npm_\\w{30,}',
  'dckr_pat_[\\w-]{16,}|hv[bs]\\.[\\w-]{20,}|AGE-SECRET-KEY-1\\w{20,}|dop_v1_\\w{20,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
  'K10[0-9a-fA-F]{64}::[^:\\s"\']+(?::[^\\s"\']+)?',
].join('|');

/** Each with the secret as its group. */
const SURE: readonly RegExp[] = [
  new RegExp(`(?<![\\w-])(?<secret>${MARKED})`, 'dg'),
  /[a-z][a-z\d+.-]{0,20}:\/\/[^\s/@:"']{0,200}:(?<secret>[^\s/"']{1,300})@/dgi,
  /https?:\/\/(?<secret>(?=[^\s/@:]*\d)(?=[^\s/@:]*[A-Za-z])[^\s/@:"']{12,300})@/dgi,
  /\bhooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/-]{8,200})/dg,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/(?<secret>[\w/-]{8,200})/dg,
  /\bapi\.telegram\.org\/bot(?<secret>\d+:[\w-]{8,100})/dg,
  /\b(?:Basic|Bearer|Token)[ \t]{1,8}(?<secret>(?=[^\s"']{0,300}\d)[\w.~+/=-]{8,2000})/dgi,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<secret>[^-]{1,20000})/dg,
  /\bsshpass[ \t]+(?:-v[ \t]+)?-p[ \t]*["']?(?<secret>[^\s"']+)/dg,
  /\bcurl\b[^\n]{0,200}?[ \t](?:-u|--user|--proxy-user)[ \t=]+["']?[^\s:"']{1,100}:(?<secret>[^\s"']+)/dg,
  /\bjoinKey=(?<secret>[^,\s"']+)/dgi,
];

/** `name: value`, `NAME=value`, `"name": "value"`, `;Password=value;`, `&token=value`. */
const ASSIGNED =
  /(?<![\w.-])(?<name>[\p{L}_][\p{L}\p{N}_.-]{0,99})["']?[ \t]{0,8}[:=](?!\/\/)[ \t]{0,8}(?:"(?<double>[^"\n]{1,2000})"|'(?<single>[^'\n]{1,2000})'|["'[]?(?<bare>[^\s"',;&{}[\]]{1,2000}))/dgu;

/** K3s takes `-t` for `--token`. */
const OPTION =
  /(?<![\w-])(?:--(?<name>[a-z][a-z\d-]{0,99})|-t)(?:=|[ \t]{1,8})(?:"(?<double>[^"\n]{1,2000})"|'(?<single>[^'\n]{1,2000})'|(?<bare>[^\s"'-][^\s"']{0,2000}))/dg;

/** In the order of the text; one that lies within another is left out. */
export const shapedSecrets = (text: string): readonly ShapedSecret[] =>
  hasJinja(text) ? searchTemplate(text) : search(text);

/** Thousands of hosts have the same template. No other text is kept. */
const searchTemplate = perText(search);

function search(text: string): readonly ShapedSecret[] {
  if (text.length > MAX_LENGTH || (text.length < MARKED_LENGTH && !BESIDE_MARKED.test(text))) return [];
  const found: ShapedSecret[] = [];
  for (const shape of SURE)
    for (const match of matchesOf(shape, text)) add(found, match.indices?.groups?.['secret'], 'sure');
  if (mayHoldSecretName(text) || text.includes('-t'))
    for (const shape of [OPTION, ASSIGNED]) addNamed(found, shape, text, 0);
  return found.toSorted((a, b) => a.span.start - b.span.start);
}

/** In quotes may stand another name with its value: `Environment="K3S_TOKEN=…"`. */
function addNamed(found: ShapedSecret[], shape: RegExp, text: string, start: number): void {
  for (const { groups, indices } of matchesOf(shape, text)) {
    const kind = secretKind(groups?.['name'] ?? 'token');
    const { double, single, bare } = indices?.groups ?? {};
    const quoted = double ?? single;
    const place = quoted ?? bare;
    if (kind) add(found, place && [start + place[0], start + place[1]], kind);
    else if (quoted) addNamed(found, shape, text.slice(...quoted), start + quoted[0]);
  }
}

/** What is marked by its first letters alone is at least so long; every other shape has one of these characters in it. */
const MARKED_LENGTH = 15;
const BESIDE_MARKED = /[\s:=/]/;

/** `matchAll` copies its expression, which costs more than to search in vain, as most searches are. */
const matchesOf = (shape: RegExp, text: string): Iterable<RegExpExecArray> =>
  text.search(shape) < 0 ? [] : text.matchAll(shape);

/** More are not looked for, because each is compared with all others. */
const MAX_FOUND = 200;

/** Longer texts are no settings, and not searched. */
const MAX_LENGTH = 1_000_000;

function add(
  found: ShapedSecret[],
  place: readonly [number, number] | undefined,
  kind: ShapedSecret['kind'],
): void {
  if (!place || found.length >= MAX_FOUND) return;
  const span = spanOf(place[0], place[1]);
  const isNew = found.every((other) => span.end <= other.span.start || other.span.end <= span.start);
  if (isNew) found.push({ span, kind });
}

/** Names of folders may look like anything. */
const PATH = /^(?:~|\.{0,2})\//;

/** Letters of both cases and digits, mixed as no word and no release is. */
export const isSurelyRandom = (text: string): boolean =>
  !PATH.test(text) &&
  /^[\w+/=-]{12,200}$/.test(text) &&
  /[a-z]/.test(text) &&
  /[A-Z]/.test(text) &&
  /\d/.test(text) &&
  changesOf(text) >= text.length / 3;

/** The same for keys, which may be hexadecimal or of one case, too. */
export const looksRandom = (text: string): boolean =>
  isSurelyRandom(text) ||
  (!PATH.test(text) &&
    /^[\w+/=.~-]{8,2000}$/.test(text) &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text) &&
    (changesOf(text) >= text.length / 4 || (text.length >= 20 && /^[0-9a-fA-F-]+$/.test(text))));

/** How often the kind of character changes: rarely in words, often in random text. */
function changesOf(text: string): number {
  let changes = 0;
  let before = '';
  for (const sign of text) {
    const kind = /\d/.test(sign)
      ? 'digit'
      : /[a-z]/.test(sign)
        ? 'lower'
        : /[A-Z]/.test(sign)
          ? 'upper'
          : before;
    if (before !== '' && kind !== before) changes++;
    before = kind;
  }
  return changes;
}
