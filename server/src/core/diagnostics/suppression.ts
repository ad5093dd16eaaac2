// `# noqa: rule-id` at the end of a line, as users of ansible-lint know it, and `# noqa-file: rule-id` on a line of its
// own, for the whole file.

import type { ModelFile } from '../ansible/model/model.ts';
import { MAGIC } from '../ansible/vault/vaultEnvelope.ts';
import { append } from '../text/append.ts';
import { firstIndexWhere } from '../text/bisect.ts';
import { msg } from '../text/message.ts';
import { lineBreakOf, lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument, YamlNode } from '../yaml/tree.ts';
import type { Finding, Fix } from './rule.ts';

const NOQA = /#\s*noqa\b(?!-)(?::?\s*(?<ids>[a-z0-9][a-z0-9-]*(?:[\s,]+[a-z0-9][a-z0-9-]*)*))?/i;

const MENTION = /noqa-file:/gi;

/** It must name its rules: a file in which everything is suppressed would be unchecked for ever. */
const NOQA_FILE =
  /^(?<blanks>[ \t]*)[#;][ \t]*noqa-file:[ \t]*(?<ids>[a-z0-9][a-z0-9-]*(?:[ \t,]+[a-z0-9][a-z0-9-]*)*)/gim;

/**
 * A function that says whether the line on which a finding starts, or the file, suppresses its rule, or all.
 * Suppressions of a file are read once, however many findings it has.
 */
export function createSuppression(
  fileOf: (uri: string) => ModelFile | undefined,
): (finding: Pick<Finding, 'ruleId' | 'uri' | 'span'>) => boolean {
  const idsByFile = new Map<string, ReadonlySet<string>>();
  const idsOf = (uri: string, file: ModelFile): ReadonlySet<string> => {
    const ids = idsByFile.get(uri) ?? new Set(fileSuppressions(file).flatMap((one) => one.ids));
    idsByFile.set(uri, ids);
    return ids;
  };
  return ({ ruleId, uri, span }) => {
    const file = fileOf(uri);
    if (!file) return false;
    if (idsOf(uri, file).has(ruleId)) return true;
    const comment = commentOfLine(file, span.start);
    const match = comment && NOQA.exec(file.source.slice(comment.start, comment.end));
    if (!match) return false;
    const ids = match.groups?.['ids']?.split(/[\s,]+/);
    return ids === undefined || ids.includes(ruleId);
  };
}

interface FileSuppression {
  readonly ids: readonly string[];
  /** The offset behind the last id. */
  readonly end: number;
}

function fileSuppressions({ source, document }: ModelFile): readonly FileSuppression[] {
  // Nearly all files have none, and then their text need not be joined.
  if (!source.pieces.has(MENTION)) return [];
  return [...source.text.matchAll(NOQA_FILE)].flatMap(({ 0: text, index, groups }) => {
    const start = index + (groups?.['blanks']?.length ?? 0);
    const isComment = !document || document.comments.some((comment) => comment.start === start);
    return isComment ? [{ ids: groups?.['ids']?.split(/[\s,]+/) ?? [], end: index + text.length }] : [];
  });
}

/** The fix that silences the rule in the whole file, in its first line; none where that line would not be a comment. */
export function fileSuppressionFix({ ruleId }: Finding, file: ModelFile | undefined): Fix | undefined {
  if (!file || file.document?.isJson || isEncrypted(file.source)) return undefined;
  const { source } = file;
  return {
    title: msg('Ignore {0} in this file', ruleId),
    safety: 'safe',
    edits: () => {
      const [known] = fileSuppressions(file);
      const at = known?.end ?? behindByteOrderMark(source);
      const newText = known ? ` ${ruleId}` : `# noqa-file: ${ruleId}${lineBreakOf(source)}`;
      return [{ span: { start: at, end: at }, newText }];
    },
  };
}

const isEncrypted = (source: SourceText): boolean => source.slice(0, MAGIC.length) === MAGIC;

const behindByteOrderMark = (source: SourceText): number => (source.slice(0, 1) === '\ufeff' ? 1 : 0);

/** The fix that writes the suppression; none where a comment would become part of a value. */
export function suppressionFix(finding: Finding, file: ModelFile | undefined): Fix | undefined {
  if (file?.document === undefined || file.document.problems.some((problem) => problem.fatal))
    return undefined;
  const { source, document } = file;
  const line = lineSpan(source, lineColumnAt(source, finding.span.start).line);
  const comment = commentOfLine(file, finding.span.start);
  if (!comment && !canEndWithComment(document, source, line)) return undefined;
  return {
    title: msg('Ignore {0} on this line', finding.ruleId),
    safety: 'safe',
    edits: () => [
      comment ? extendComment(source, comment, finding.ruleId) : appendComment(source, line, finding.ruleId),
    ],
  };
}

function appendComment(source: SourceText, line: Span, ruleId: string) {
  const text = source.slice(line.start, line.end);
  const end = line.start + text.trimEnd().length;
  return { span: { start: end, end: line.end }, newText: `  # noqa: ${ruleId}` };
}

function extendComment(source: SourceText, comment: Span, ruleId: string) {
  const text = source.slice(comment.start, comment.end);
  const match = NOQA.exec(text);
  const at = match ? comment.start + match.index + match[0].length : comment.start + text.trimEnd().length;
  return { span: { start: at, end: at }, newText: match ? ` ${ruleId}` : `  # noqa: ${ruleId}` };
}

function commentOfLine(file: ModelFile, offset: number): Span | undefined {
  const { source, document } = file;
  const line = lineSpan(source, lineColumnAt(source, offset).line);
  if (document) {
    const comment = document.comments[firstIndexWhere(document.comments, ({ start }) => start >= line.start)];
    return comment && comment.start < line.end ? comment : undefined;
  }
  const mark = source.slice(line.start, line.end).search(/(^|\s)#/);
  return mark < 0 ? undefined : { start: line.start + mark, end: line.end };
}

/** A comment may follow when no scalar goes on over the line's end, the header of a block scalar excepted. */
function canEndWithComment(document: YamlDocument, source: SourceText, line: Span): boolean {
  const scalar = document.root && scalarOver(document.root, line.end);
  if (!scalar) return true;
  if (scalar.start < line.start) return false;
  return /^(!\S+\s+)*[|>][-+\d]*\s*$/.test(source.slice(scalar.start, line.end));
}

/** The scalar that a comment at `offset` would become part of: one that goes on there, or a block that ends there. */
function scalarOver(node: YamlNode, offset: number): Span | undefined {
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.span.start > offset || next.span.end < offset) continue;
    if (next.kind === 'scalar') {
      const isBlock = next.style === 'literal' || next.style === 'folded';
      if (isBlock || next.span.end > offset) return next.span;
    }
    if (next.kind === 'sequence')
      append(
        stack,
        near(next.items, offset, ({ span }) => span),
      );
    if (next.kind === 'mapping')
      for (const { key, value } of near(next.pairs, offset, ({ key, value = key }) => value.span))
        stack.push(key, ...(value ? [value] : []));
  }
  return undefined;
}

/** What may reach to the offset, of items in the order of the text: one that ends there, and the one behind it. */
function near<T>(items: readonly T[], offset: number, spanOf: (item: T) => Span): readonly T[] {
  const first = firstIndexWhere(items, (item) => spanOf(item).end >= offset);
  return items.slice(first, first + 2);
}
