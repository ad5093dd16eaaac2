// Where the variables of the cluster stand in the inventory, and the edit that adds a missing one there.

import type { InventoryModel, Location, ModelFile } from '../ansible/model/model.ts';
import { lineBreakOf, lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { indentAt } from '../yaml/edits.ts';
import { findPairAt } from '../yaml/pairs.ts';
import { findPair, type YamlMapping, type YamlPair } from '../yaml/tree.ts';
import { CLUSTER_GROUP, clusterGroups } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';

/** The `vars:` of the cluster's group; the group's name where it has none. */
export interface ClusterVars extends Location {
  readonly file: ModelFile;
  /** The group's entry; absent in INI. */
  readonly group?: YamlPair;
}

/**
 * Where to add a variable of the cluster: a mapping of variables that is there already before one that would have to
 * be made.
 */
export function findClusterVars({ model, files }: InventoryContext): ClusterVars | undefined {
  const found = locationsOf(model).flatMap((location) => {
    const file = files.get(location.uri);
    const group = findPairAt(file?.document?.root, location.span)?.pair;
    return file ? [{ ...location, file, ...(group && { group }) }] : [];
  });
  const withVars = found.find(({ group }) => varsOf(group) !== undefined);
  const vars = varsOf(withVars?.group);
  return withVars && vars ? { ...withVars, span: vars.key.span } : found[0];
}

/** The group of the whole cluster; where there is none, that of the servers. */
function locationsOf(model: InventoryModel): readonly Location[] {
  const cluster = model.groups.get(CLUSTER_GROUP)?.locations ?? [];
  return cluster.length > 0
    ? cluster
    : (model.groups.get(clusterGroups(model)?.server ?? '')?.locations ?? []);
}

const varsOf = (group: YamlPair | undefined): YamlPair | undefined =>
  group?.value?.kind === 'mapping' ? findPair(group.value, 'vars') : undefined;

/** Adds `name: value` to the `vars:` of the group; `undefined` where that takes more than an insertion. */
export function insertVariable(
  { file, group }: ClusterVars,
  name: string,
  value: string,
): TextEdit | undefined {
  const { source, document } = file;
  if (group?.value?.kind !== 'mapping' || document?.problems.some(({ fatal }) => fatal)) return undefined;
  const key = keyWriter(source, group);
  const entry = `${key(name)}: ${value}`;
  const vars = varsOf(group);
  if (!vars)
    return group.value.flow
      ? insertInFlow(group.value, `${key('vars')}: {${entry}}`)
      : appendVars(source, group, entry);
  if (!vars.value)
    return startsLine(source, vars) ? below(source, vars, stepOf(source, group), [entry]) : undefined;
  if (vars.value.kind !== 'mapping') return undefined;
  return vars.value.flow ? insertInFlow(vars.value, entry) : insertBefore(source, vars.value, entry);
}

/** Keys in quotes where the group's is: JSON wants them. */
const keyWriter =
  ({ text }: SourceText, { key }: YamlPair) =>
  (name: string): string =>
    text[key.span.start] === '"' ? `"${name}"` : name;

function insertInFlow({ span, pairs: [first] }: YamlMapping, entry: string): TextEdit {
  const start = first?.key.span.start ?? span.start + 1;
  return { span: { start, end: start }, newText: first ? `${entry}, ` : entry };
}

function insertBefore(source: SourceText, { pairs }: YamlMapping, entry: string): TextEdit | undefined {
  const [first] = pairs;
  if (!first || !startsLine(source, first)) return undefined;
  const { start } = first.key.span;
  return { span: { start, end: start }, newText: `${entry}${lineBreakOf(source)}${indentAt(source, start)}` };
}

/** `vars:` as the group's last entry. */
function appendVars(source: SourceText, group: YamlPair, entry: string): TextEdit | undefined {
  const last = group.value?.kind === 'mapping' ? group.value.pairs.at(-1) : undefined;
  if (!last || !startsLine(source, last)) return undefined;
  const indent = indentAt(source, last.key.span.start);
  const step = stepOf(source, group);
  return belowLine(source, last.span.end, [`${indent}vars:`, `${indent}${step}${entry}`]);
}

const below = (source: SourceText, pair: YamlPair, step: string, lines: readonly string[]): TextEdit => {
  const indent = indentAt(source, pair.key.span.start) + step;
  return belowLine(
    source,
    pair.key.span.end,
    lines.map((line) => indent + line),
  );
};

function belowLine(source: SourceText, offset: number, lines: readonly string[]): TextEdit {
  const { end } = lineSpan(source, lineColumnAt(source, offset).line);
  const lineBreak = lineBreakOf(source);
  return { span: { start: end, end }, newText: lines.map((line) => lineBreak + line).join('') };
}

/** How much deeper the group's entries are indented than the group. */
function stepOf(source: SourceText, group: YamlPair): string {
  const first = group.value?.kind === 'mapping' ? group.value.pairs[0] : undefined;
  const columns = [group.key, first?.key].map((key) =>
    key ? lineColumnAt(source, key.span.start).column : 0,
  );
  return ' '.repeat(Math.max(2, (columns[1] ?? 0) - (columns[0] ?? 0)));
}

const startsLine = (source: SourceText, { key }: YamlPair): boolean => {
  const { start } = lineSpan(source, lineColumnAt(source, key.span.start).line);
  return source.slice(start, key.span.start).trim() === '';
};
