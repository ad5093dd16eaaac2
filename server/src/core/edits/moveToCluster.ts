// The edits that move a variable from the `vars:` of a group to those of the cluster, in the same file.
import type { ModelFile, VariableDefinition } from '../ansible/model/model.ts';
import { hostsOfGroup } from '../ansible/model/queries.ts';
import type { RuleContext } from '../diagnostics/rule.ts';
import { clusterHosts } from '../k3s/cluster.ts';
import { CLUSTER_GROUP } from '../k3s/clusterGroups.ts';
import { findClusterVars, insertVariable } from '../k3s/clusterVars.ts';
import { lineBreakOf, lineColumnAt, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { removeEntryEdit } from '../yaml/edits.ts';
import { findPairAt } from '../yaml/pairs.ts';
import { keyText } from '../yaml/tree.ts';

/** `undefined` where more than one line would have to move, or where the variable would not reach every node. */
export function moveToCluster(
  context: RuleContext,
  definition: VariableDefinition,
): readonly TextEdit[] | undefined {
  const at = findClusterVars(context);
  const reached = new Set(hostsOfGroup(context.model, CLUSTER_GROUP));
  if (at?.uri !== definition.uri || !clusterHosts(context.model).all.every((host) => reached.has(host)))
    return undefined;
  const { source } = at.file;
  const { value } = definition;
  if (value?.kind !== 'scalar' || value.anchor !== undefined || !isOnOneLine(source, definition))
    return undefined;
  const written = source.slice(value.span.start, value.span.end);
  const insertion = insertVariable(at, definition.name, written);
  const removal = removalOf(at.file, definition);
  return insertion && removal && joined(source, insertion, removal);
}

const isOnOneLine = (source: SourceText, { keySpan, value }: VariableDefinition): boolean =>
  lineColumnAt(source, keySpan.start).line === lineColumnAt(source, value?.span.end ?? keySpan.end).line;

/** With its last variable, the `vars:` is removed as well. */
function removalOf({ source, document }: ModelFile, definition: VariableDefinition): TextEdit | undefined {
  const placed = findPairAt(document?.root, definition.keySpan);
  const parent = placed?.above.at(-1);
  if (!placed || !parent) return undefined;
  const isAlone = placed.mapping.pairs.length === 1 && keyText(parent) === 'vars';
  return removeEntryEdit(source, isAlone ? { keySpan: parent.key.span, value: parent.value } : definition);
}

/** If the insertion is at the end of the removed lines, one edit does both. */
function joined(source: SourceText, insertion: TextEdit, removal: TextEdit): readonly TextEdit[] {
  const { start } = insertion.span;
  const isLast = removal.span.end === source.pieces.length && start === removal.span.end;
  const isWithin = start >= removal.span.start && (start < removal.span.end || isLast);
  if (!isWithin) return [insertion, removal];
  const lineBreak = lineBreakOf(source);
  const text = insertion.newText;
  if (!text.startsWith(lineBreak)) return [{ ...removal, newText: text }];
  return [{ ...removal, newText: text.slice(lineBreak.length) + (isLast ? '' : lineBreak) }];
}
