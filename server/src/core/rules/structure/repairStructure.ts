// Repairs for a structure that Ansible refuses, although YAML or INI is valid. Each is tried first; only one that
// leaves less to refuse is offered.
import type { ModelFile, StructureProblem } from '../../ansible/model/model.ts';
import { refusalsIn } from '../../ansible/sources/tryInventory.ts';
import type { Fix } from '../../diagnostics/rule.ts';
import { isOddAddress } from '../../k3s/addresses/address.ts';
import { msg } from '../../text/message.ts';
import { lineBreakOf, type SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import { indentAt, removeEntryEdit } from '../../yaml/edits.ts';
import { findPairAt } from '../../yaml/pairs.ts';
import { resolveAlias, type YamlNode, type YamlPair, type YamlSequence } from '../../yaml/tree.ts';
import { isYamlReadAsIni } from './describeStructure.ts';
import { type Attempt, guess, MOST_CHARACTERS, repairRange } from './repairAttempt.ts';
import { iniAttempts } from './repairIni.ts';

/** None for JSON, and none for YAML that Ansible reads as INI. */
export function structureRepairs(file: ModelFile, problem: StructureProblem): readonly Fix[] {
  const { source, document } = file;
  if (source.pieces.length > MOST_CHARACTERS || document?.isJson) return [];
  if (isYamlReadAsIni(file)) return [];
  const attempts = document ? yamlAttempts(file, problem) : iniAttempts(source, problem);
  const fixes: Fix[] = [];
  for (const { title, safety, edits } of attempts) {
    if (!helps(file, problem, edits)) continue;
    fixes.push({ title, safety, ...(fixes.length === 0 && { preferred: true }), edits: () => edits });
  }
  return fixes;
}

/** Whether the problem is gone, and at most another one has appeared behind it. */
function helps({ source, document, role }: ModelFile, problem: StructureProblem, edits: readonly TextEdit[]) {
  const format = document ? 'yaml' : 'ini';
  const after = refusalsIn(applyEdits(source.text, edits), format);
  if (!after || role !== 'inventory') return after !== undefined;
  const before = refusalsIn(source.text, format) ?? [];
  const count = (all: readonly StructureProblem[]): number =>
    all.filter(({ code, subject }) => code === problem.code && subject === problem.subject).length;
  return after.length <= before.length && count(after) < count(before);
}

function* yamlAttempts({ source, document }: ModelFile, problem: StructureProblem): Generator<Attempt> {
  const { code, span, subject } = problem;
  const root = resolveAlias(document?.root);
  if (code === 'root-not-mapping' && root?.kind === 'sequence') yield* withoutDashes(source, root);
  const pair = findPairAt(document?.root, span)?.pair;
  if (!pair) return;
  const value = pair.value?.kind === 'alias' ? undefined : pair.value;
  if (code === 'section-not-mapping' && value?.kind === 'sequence') yield* withoutDashes(source, value);
  if (code === 'key-not-string') yield* quoteKey(source, pair.key);
  if (code === 'range-invalid') yield* repairRange(span.start, source.slice(span.start, span.end));
  if (code === 'host-not-mapping' && value?.kind === 'scalar') {
    yield* asVariable(source, value);
    yield* asAddress(source, value);
  }
  if (code === 'group-not-mapping' && value?.kind === 'scalar') yield* asHosts(source, pair, value);
  if (code === 'group-loop') yield* withoutEntry(source, pair, subject);
}

/** `- name: value` without the dash; what stands below it stays where it is. */
function* withoutDashes(source: SourceText, { flow, items }: YamlSequence): Generator<Attempt> {
  if (flow) return;
  const edits: TextEdit[] = [];
  for (const item of items) {
    const dash = source.text.lastIndexOf('-', item.span.start - 1);
    if (item.kind !== 'mapping' || item.flow || !/^ +$/.test(source.slice(dash + 1, item.span.start))) return;
    edits.push({ span: spanOf(dash, dash + 1), newText: ' ' });
  }
  yield { title: msg('Take the dashes away'), safety: 'safe', edits };
}

function* quoteKey(source: SourceText, { span }: YamlNode): Generator<Attempt> {
  const written = source.slice(span.start, span.end);
  if (/^[\w.:+-]+$/.test(written))
    yield {
      title: msg('Put the name in quotes'),
      safety: 'safe',
      edits: [{ span, newText: `"${written}"` }],
    };
}

/** `ansible_host = 10.0.0.1`, or without any sign, on a line of its own. */
function* asVariable(source: SourceText, { span }: YamlNode): Generator<Attempt> {
  const [written, name = '', sign = ''] =
    /^([A-Za-z_]\w*)(\s*=\s*|\s+)\S+$/.exec(source.slice(span.start, span.end)) ?? [];
  const start = span.start + name.length;
  if (written !== undefined)
    yield guess(msg('Put a colon behind the name'), [
      { span: spanOf(start, start + sign.length), newText: ': ' },
    ]);
}

function* asAddress(source: SourceText, { span }: YamlNode): Generator<Attempt> {
  const written = source.slice(span.start, span.end);
  if (/[\s#]/.test(written) || isOddAddress(written.replace(/^(["'])(.*)\1$/, '$2'))) return;
  yield guess(msg('Write it as “ansible_host”'), [{ span, newText: `{ansible_host: ${written}}` }]);
}

/** `server: node1`: a group of one host. */
function* asHosts(source: SourceText, { key }: YamlPair, { span }: YamlNode): Generator<Attempt> {
  const written = source.slice(span.start, span.end);
  if (!/^[A-Za-z][\w.-]*$/.test(written)) return;
  const [line, indent] = [lineBreakOf(source), indentAt(source, key.span.start)];
  const colon = source.text.indexOf(':', key.span.end) + 1;
  const newText = `${line}${indent}  hosts:${line}${indent}    ${written}:`;
  yield guess(msg('Make it a host of the group'), [{ span: spanOf(colon, span.end), newText }]);
}

function* withoutEntry(source: SourceText, { key, value }: YamlPair, name: string): Generator<Attempt> {
  const edit = removeEntryEdit(source, { keySpan: key.span, value });
  if (edit) yield guess(msg('Remove group “{0}” here', name), [edit]);
}
