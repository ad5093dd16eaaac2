// The configuration files of K3s in variables of the inventory, parsed.
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { perItem } from '../../query/query.ts';
import { ownValue } from '../../text/ownValue.ts';
import { type Span, spanTouches } from '../../text/span.ts';
import { parseEmbedded } from '../../yaml/embedded.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import {
  keyText,
  resolveAlias,
  type YamlDocument,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../../yaml/tree.ts';
import { clusterDefinitions } from '../cluster.ts';
import { reachesGroup } from '../clusterGroups.ts';
import type { InventoryContext } from '../context.ts';
import { CONFIG_SCOPES } from './carriers.ts';
import type { Scope } from './flags.ts';
import { readLoosely } from './looseConfig.ts';
import { maskChoices, maskJinja } from './maskJinja.ts';

/** What reads it: `registries` is for containerd. */
export type ConfigReader = Scope | 'registries';

/** The variables whose text K3s or containerd reads as YAML, with which of their readers does. */
export const CONFIG_READERS: Readonly<Record<string, ConfigReader>> = {
  ...CONFIG_SCOPES,
  registries_config_yaml: 'registries',
};

/** One configuration, parsed with templates masked. */
export interface ConfigText {
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly reader: ConfigReader;
  /** The parsed text; absent where it is empty. */
  readonly root: YamlNode | undefined;
  readonly problems: YamlDocument['problems'];
  /** The scalar with the text; absent for a mapping written without `|`. */
  readonly outer?: YamlScalar;
  /** Whether parts of it are templates. */
  readonly isTemplate: boolean;
  /** Parts whose presence depends on Jinja statements. */
  readonly unsure: readonly Span[];
  /** Where a part of it stands in the file; no more than its first line. */
  place(span: Span): Span;
}

/** Longer texts are not parsed. */
const MAX_LENGTH = 100_000;

/**
 * Configurations that can reach a node and can be parsed; with `choices`, also those in which Jinja statements choose
 * between lines.
 */
export function* configTexts(
  context: InventoryContext,
  { choices = false } = {},
): Generator<ConfigText, void, undefined> {
  for (const { definition, file, reader, outer } of carriers(context)) {
    if (reader !== 'registries' && !reachesGroup(context.model, reader, definition.owner)) continue;
    if (!outer) {
      const place = (span: Span): Span => lineOf(file.source, span);
      const plain = { root: definition.value, problems: [], isTemplate: false, unsure: [] };
      yield { definition, file, reader, ...plain, place };
      continue;
    }
    const read = outer.type === 'str' ? readText(outer) : undefined;
    if (!read || (read.unsure.length > 0 && !choices)) continue;
    const place = (span: Span): Span => lineOf(file.source, spanInFile(file.source, outer, span));
    yield { definition, file, reader, outer, place, ...read };
  }
}

interface Carrier extends Pick<ConfigText, 'definition' | 'file' | 'reader'> {
  readonly outer?: YamlScalar;
}

function* carriers(context: InventoryContext): Generator<Carrier, void, undefined> {
  for (const definition of clusterDefinitions(context.model, (name) => Object.hasOwn(CONFIG_READERS, name))) {
    const file = context.files.get(definition.uri);
    const reader = ownValue(CONFIG_READERS, definition.name);
    if (!file || !reader || !definition.value) continue;
    const outer = scalarOf(definition);
    yield { definition, file, reader, ...(outer && { outer }) };
  }
}

/** For features of the editor: as much of a tree as there is, even of a broken text or template. */
export interface ShownConfig extends Carrier {
  readonly root: YamlNode | undefined;
  readonly comments: readonly Span[];
  /** The text of a part, with a placeholder character for Jinja. */
  textAt(span: Span): string;
  /** Where an offset of the file stands in the text. */
  indexAt(offset: number): number;
  place(span: Span): Span;
}

/** The configurations in a file, for features that look at all of them. */
export const shownConfigs = (context: InventoryContext, uri: string): readonly ShownConfig[] =>
  [...carriers(context)].filter(({ definition }) => definition.uri === uri).flatMap(shown);

/** The configuration that an offset lies in, for completion and hover inside of it. */
export const configTextAt = (
  context: InventoryContext,
  uri: string,
  offset: number,
): ShownConfig | undefined =>
  [...carriers(context)]
    .filter(({ definition: { value, uri: own } }) => own === uri && value && spanTouches(value.span, offset))
    .flatMap(shown)[0];

function shown(carrier: Carrier): readonly ShownConfig[] {
  const { definition, file, outer } = carrier;
  if (!outer) {
    const root = definition.value;
    const textAt = ({ start, end }: Span): string => file.source.slice(start, end);
    return [{ ...carrier, root, comments: [], textAt, indexAt: (offset) => offset, place: (span) => span }];
  }
  if (outer.type !== 'str' || outer.text.length > MAX_LENGTH) return [];
  const map = scalarOffsetMap(outer, file.source.pieces);
  const { root, comments } = shownTree(outer);
  const textAt = ({ start, end }: Span): string => outer.text.slice(start, end);
  const place = ({ start, end }: Span): Span => map.spanAt(start, end);
  return [{ ...carrier, root, comments, textAt, indexAt: (offset) => map.indexAt(offset), place }];
}

const shownTree = perItem(({ text }: YamlScalar): YamlDocument => readLoosely(text));

type ReadText = Pick<ConfigText, 'root' | 'problems' | 'isTemplate' | 'unsure'>;

const readText = perItem(({ text, tag }: YamlScalar): ReadText | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  const plain = tag === '!unsafe' ? text : maskJinja(text);
  const chosen = plain === undefined ? maskChoices(text) : { masked: plain, unsure: [] };
  if (!chosen) return undefined;
  const { masked, unsure } = chosen;
  const { root, problems } = parseEmbedded(masked);
  return { root, problems, isTemplate: masked !== text, unsure };
});

/** Whether a part is there whatever Jinja chooses. */
export const isSure = ({ unsure }: Pick<ConfigText, 'unsure'>, span: Span): boolean =>
  !unsure.some((part) => spanTouches(part, span.start));

/** An entry at the top of a configuration, its value behind an alias resolved. */
export interface ConfigEntry {
  readonly name: string;
  readonly pair: YamlPair;
  readonly value: ReturnType<typeof resolveAlias>;
}

/** The entries of a mapping that count: the last of each name. */
export function entriesOf(node: YamlNode | undefined): readonly ConfigEntry[] {
  const mapping = resolveAlias(node);
  if (mapping?.kind !== 'mapping') return [];
  const entries = new Map<string, ConfigEntry>();
  for (const pair of mapping.pairs) {
    // `key+` adds to what other files of the configuration say of the key.
    const name = keyText(pair)?.replace(/\+$/, '');
    if (name !== undefined) entries.set(name, { name, pair, value: resolveAlias(pair.value) });
  }
  return [...entries.values()];
}
