// A line of a user's file as it may be shown to others, such as in a log: keys, structure, and values that surely are no
// secret. Everything else becomes an ellipsis: what is not known to be harmless is hidden.
import { holdsSecret } from '../../ansible/secrets/hiddenTexts.ts';
import { mayNameSecret } from '../../ansible/secrets/secretNames.ts';
import { findFlag } from '../config/flags.ts';
import { loadDialects } from '../dialects/loadDialects.ts';
import { loadVariableSchema } from '../schema/variableSchema.ts';

/** What stands for hidden text, however long that is: its length would say something, too. */
export const ELLIPSIS = '…';

/** A line fit to be shown. */
export interface ShownLine {
  readonly text: string;
  /** The column in what is shown for a column of the line. */
  columnOf(column: number): number;
}

/** Nobody reads more of a line. */
const MAX_LENGTH = 300;

const YAML_ENTRY =
  /^(?<head>[ \t]*(?:- +)*(?<quote>["']?)(?<key>[\w.\-[\]:]*[\w\]])\k<quote>[ \t]*:)(?<gap>[ \t]+|$)(?<value>(?:\S.*)?)$/;
const INI_ENTRY = /^(?<head>[ \t]*(?<key>\w+)[ \t]*=)(?<gap>[ \t]*)(?<value>(?:\S.*)?)$/;
const INI_HOST = /^(?<host>[\w.\-[\]:]+)(?=(?:[ \t]+\w+=\S+)*[ \t]+ansible_\w+=)/;
const PAIR = /[ \t]+(?<key>\w+)=(?<value>\S*)/y;
const SECTION = /^\[[\w.:-]+\]$/;
const MARKS = /^(?:---|\.\.\.|-|[[\]{}])?$/;
const COMMENT = /(?:^|[ \t])#/;

/**
 * Values that reveal nothing by themselves: switches, small numbers, addresses, releases, references, the head of a text
 * or of an encrypted value.
 */
const HARMLESS =
  /^(["']?)(?:true|false|yes|no|null|~|-?\d{1,5}|\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5}|\/\d{1,2})?|v?\d+(?:\.\d+){1,2}(?:\+k3s\d+)?|\{\{ *[\w.]+(?:\[['"]?\w+['"]?\])*(?: *\| *\w+)* *\}\})?\1$/i;
const ADDRESSES = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}|-\d{1,3}(?:\.\d{1,3}){3})?$/;
const OPTION = /^--([a-z][a-z\d-]*)(?:[= ](.*))?$/;
const REFERENCE = /^(["']?)\{\{ *[A-Za-z_]\w* *(?:\| *trim *)?\}\}\1$/;
const HEAD_OF_TEXT = /^(?:!vault |!unsafe )?[|>][+-]?\d?$/;
/** What options and addresses with a secret in them are written with. */
const MAY_HOLD_SECRET = /token|secret|pass|pw|key|auth|cred|endpoint|:\/\/|@/i;
/** A value of one piece, so that no other setting can hide in it. */
const PLAIN = /^(["']?)[^"'{}[\]|>&*!#]*\1$/;
const WITH_JINJA = /^(?!\[)(["']?)(?:[^{}\n]|\{\{[^{}\n]*\}\})*\1$/;

/** A function that gives each line as it may be shown. */
export function createShownLines(): (line: string) => ShownLine {
  const known = loadKnown();
  return (line) => {
    const { kept, mark } = cut(line.slice(0, MAX_LENGTH), known);
    return { text: kept + mark, columnOf: (column) => Math.min(column, kept.length) };
  };
}

interface Known {
  /** By name: of k3s-ansible, and of the other projects. */
  readonly variables: ReadonlyMap<string, { readonly secret?: 'value' | 'parts' }>;
  readonly groups: ReadonlySet<string>;
}

function loadKnown(): Known {
  const dialects = loadDialects();
  const own = [...loadVariableSchema().variables.values()];
  const others = dialects.flatMap(({ variables }) => (typeof variables === 'object' ? variables : []));
  // What is a secret to one of them is hidden.
  const bySecrecy = [...own, ...others].sort((a, b) => secrecyOf(a) - secrecyOf(b));
  const groups = dialects.flatMap(({ groups: of }) => (of ? [of.cluster, of.server, of.agent] : []));
  return {
    variables: new Map(bySecrecy.map((variable) => [variable.name, variable])),
    groups: new Set(groups),
  };
}

const secrecyOf = ({ secret }: { readonly secret?: 'value' | 'parts' }): number =>
  secret === 'value' ? 2 : secret === 'parts' ? 1 : 0;

interface Cut {
  readonly kept: string;
  readonly mark: string;
}

/** How much of the line is shown from its start, and what stands for the rest. */
function cut(line: string, known: Known): Cut {
  if (MARKS.test(line.trim()) || SECTION.test(line.trim())) return { kept: line.trimEnd(), mark: '' };
  const host = INI_HOST.exec(line)?.groups?.['host'];
  if (host !== undefined && !holdsSecret(host)) return cutHost(line, host, known);
  const indent = /^[ \t]*(?:- +)*/.exec(line)?.[0] ?? '';
  if (isHarmlessItem(line.slice(indent.length).trimEnd(), known)) return { kept: line.trimEnd(), mark: '' };
  const {
    head = '',
    key = '',
    gap = '',
    value = '',
  } = (YAML_ENTRY.exec(line) ?? INI_ENTRY.exec(line))?.groups ?? {};
  if (head === '' || holdsSecret(key)) return { kept: indent, mark: ELLIPSIS };
  const comment = COMMENT.exec(value)?.index ?? value.length;
  const plain = value.slice(0, comment).trimEnd();
  if (!isShown(key, plain, known)) return { kept: head + gap, mark: ELLIPSIS };
  return { kept: head + gap + plain, mark: comment < value.length ? ` # ${ELLIPSIS}` : '' };
}

/** A line of its own: an address, the name of a group that every inventory of its kind has, a reference, an option. */
function isHarmlessItem(item: string, { groups }: Known): boolean {
  if (groups.has(item) || ADDRESSES.test(item) || REFERENCE.test(item)) return true;
  const [, name = '', value = ''] = OPTION.exec(item) ?? [];
  const flag = findFlag(name);
  return flag !== undefined && !flag.secret && isShownOption(value);
}

const isShownOption = (value: string): boolean =>
  (REFERENCE.test(value) || HARMLESS.test(value) || (PLAIN.test(value) && !/\s/.test(value))) &&
  !holdsSecret(value) &&
  !/:\/\/|@/.test(value);

/** Variables behind a host of an INI file, up to the first that is not shown. */
function cutHost(line: string, host: string, known: Known): Cut {
  let end = host.length;
  while (true) {
    PAIR.lastIndex = end;
    const { key = '', value = '' } = PAIR.exec(line)?.groups ?? {};
    if (key === '' || !isShown(key, value, known)) break;
    end = PAIR.lastIndex;
  }
  return { kept: line.slice(0, end), mark: line.slice(end).trim() === '' ? '' : ` ${ELLIPSIS}` };
}

function isShown(key: string, value: string, { variables }: Known): boolean {
  if (value === '' || HEAD_OF_TEXT.test(value) || REFERENCE.test(value)) return true;
  const variable = variables.get(key);
  const flag = findFlag(key);
  if (variable?.secret === 'value' || flag?.secret) return false;
  const isKnown = variable !== undefined || flag !== undefined;
  if (!isKnown && mayNameSecret(key)) return false;
  if (HARMLESS.test(value)) return true;
  if (!isKnown || holdsSecret(value)) return false;
  if (variable?.secret === 'parts' || flag) return PLAIN.test(value) && !MAY_HOLD_SECRET.test(value);
  return WITH_JINJA.test(value);
}
