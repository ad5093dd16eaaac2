// The arguments of K3s in variables of the inventory, split into words as the installer's shell splits them, and parsed
// as K3s parses them.
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { ownValue } from '../../text/ownValue.ts';
import { type Span, spanOf, spanTouches } from '../../text/span.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { clusterDefinitions } from '../cluster.ts';
import { reachesGroup } from '../clusterGroups.ts';
import type { InventoryContext } from '../context.ts';
import { argumentPlace } from '../roles/behaviour.ts';
import { ARGUMENT_SCOPES } from './carriers.ts';
import { type Flag, findFlag, type Scope, takes } from './flags.ts';
import { isAllUnknown, isUnknown, maskToStatement } from './maskJinja.ts';
import { readUnitWords, type UnitReading, type Word } from './unitWords.ts';

/** A variable with arguments of K3s, read as its reader reads it. */
export interface ArgumentText {
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly scalar: YamlScalar;
  readonly scope: Scope;
  readonly words: readonly Word[];
  /** The text, with a placeholder character for Jinja. */
  readonly masked: string;
  /** What systemd makes of them, where the role writes them into a unit as they are. */
  readonly unit?: UnitReading;
  /** Where a part of it stands in the file; no more than its first line. */
  place(span: Span): Span;
}

/** Longer texts are not parsed. */
const MAX_LENGTH = 20_000;

const definitionsOfArguments = ({ model }: InventoryContext): readonly VariableDefinition[] =>
  clusterDefinitions(model, (name) => Object.hasOwn(ARGUMENT_SCOPES, name));

/** Texts that can reach a node of those that read them, and can be read. */
export function* argumentTexts(context: InventoryContext): Generator<ArgumentText, void, undefined> {
  for (const definition of definitionsOfArguments(context)) {
    const text = readText(context, definition);
    if (text && reachesGroup(context.model, text.scope, definition.owner)) yield text;
  }
}

/** The text that contains the offset. */
export function argumentTextAt(
  context: InventoryContext,
  uri: string,
  offset: number,
): ArgumentText | undefined {
  const definition = definitionsOfArguments(context).find(
    ({ uri: own, value }) => own === uri && value && spanTouches(value.span, offset),
  );
  return definition && readText(context, definition);
}

function readText(context: InventoryContext, definition: VariableDefinition): ArgumentText | undefined {
  const file = context.files.get(definition.uri);
  const scalar = scalarOf(definition);
  const scope = ownValue(ARGUMENT_SCOPES, definition.name);
  if (!file || !scope || scalar?.type !== 'str' || scalar.text.length > MAX_LENGTH) return undefined;
  const masked = scalar.tag === '!unsafe' ? scalar.text : maskToStatement(scalar.text);
  if (masked === undefined) return undefined;
  const place = (span: Span): Span => lineOf(file.source, spanInFile(file.source, scalar, span));
  const base = { definition, file, scalar, scope, masked, place };
  const unitPlace = argumentPlace(context, scope);
  if (!unitPlace) return { ...base, words: wordsOf(masked) };
  // There, Ansible's module for regular expressions reads backslashes first.
  if (scope === 'agent' && unitPlace.isOwnLine && /\\[\\\w]/.test(masked)) return undefined;
  const unit = readUnitWords(masked, unitPlace);
  return { ...base, words: unit.words, unit };
}

/** Quotes keep a word together; a quote that is not closed reaches to the end of the text. */
function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/(?:[^\s"']|"[^"]*(?:"|$)|'[^']*(?:'|$))+/g)) {
    const inside = { '"': '', "'": '' };
    let isOpen = false;
    const plain = match[0].replace(
      /(["'])(.*?)(\1|$)/gs,
      (_, quote: '"' | "'", quoted: string, end: string) => {
        inside[quote] += quoted;
        isOpen ||= end === '';
        return quoted;
      },
    );
    const span = spanOf(match.index, match.index + match[0].length);
    words.push({ text: plain, span, inDouble: inside['"'], inSingle: inside["'"], isOpen });
  }
  return words;
}

/** How K3s parses the words. */
export interface ReadArguments {
  readonly flags: readonly ReadFlag[];
  /** The first word that is neither flag nor value: K3s ignores everything from there on. */
  readonly stop?: { readonly word: Word; readonly lost: readonly Word[]; readonly behind?: Flag };
}

/** A flag as it stands in the arguments, known or not. */
export interface ReadFlag {
  /** As written, without dashes. */
  readonly name: string;
  readonly span: Span;
  readonly flag?: Flag;
  /** The flag is written without a value. */
  readonly isBare: boolean;
  /** Absent where the flag has none, or where it is unknown whether the next word is its value. */
  readonly value?: { readonly text: string; readonly span: Span };
}

/**
 * The flags among the words. Stops being sure at the first word that a template may turn into anything: it may be a
 * flag that takes the next word as its value.
 */
export function readArguments({ words, scope }: Pick<ArgumentText, 'words' | 'scope'>): ReadArguments {
  const flags: ReadFlag[] = [];
  // Since 1.2.0 the text is what the installer runs, and may name the sub-command.
  let index = scope === 'server' && words[0]?.text === 'server' ? 1 : 0;
  let isSure = true;
  let last: Flag | undefined;
  for (let word = words[index]; word; word = words[++index]) {
    if (word.text === '--' || word.isOpen) break;
    if (isAllUnknown(word.text) || /^(?:-[^=]*)?\uE000/.test(word.text)) {
      isSure = false;
      continue;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      if (isSure)
        return {
          flags,
          stop: { word, lost: words.slice(index + 1).filter(isFlag), ...(last && { behind: last }) },
        };
      isSure = true;
      continue;
    }
    const read = readFlag(word, words[index + 1], scope);
    if (read.takesNext) index++;
    flags.push(read);
    last = read.flag;
    // What follows an unknown flag may be its value.
    isSure = read.flag !== undefined;
  }
  return { flags };
}

const isFlag = ({ text }: Word): boolean => /^--?[a-z]/.test(text);

/** One flag. Whether the next word is its value depends on the flag: booleans take a value after `=` only. */
function readFlag(
  word: Word,
  next: Word | undefined,
  scope: Scope,
): ReadFlag & { readonly takesNext: boolean } {
  const [start = '', dashes = '', name = '', equals] = /^(--?)([^=]*)(=?)/.exec(word.text) ?? [];
  const own = word.text.slice(start.length);
  const known = findFlag(name);
  const flag = known && takes(scope, known) ? known : undefined;
  const nameSpan = spanOf(
    word.span.start,
    Math.min(word.span.end, word.span.start + dashes.length + name.length),
  );
  const takesNext = !equals && known !== undefined && known.type !== 'boolean' && next !== undefined;
  const value = equals ? { text: own, span: word.span } : takesNext && !next.isOpen ? next : undefined;
  return {
    name,
    span: nameSpan,
    takesNext,
    isBare: value === undefined,
    ...(flag && { flag }),
    ...(value && !isUnknown(value.text) && { value: { text: value.text, span: value.span } }),
  };
}
