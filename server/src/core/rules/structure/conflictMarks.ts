// The two ways to resolve a merge conflict that Git left in a file: one side of all conflicts. Looks at lines only.
import { type Message, msg } from '../../text/message.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

interface Mark {
  readonly sign: string;
  readonly start: number;
  readonly end: number;
}

/** Where a conflict's marks stand; with diff3 the common ancestor lies between the first two. */
interface Conflict {
  readonly opening: Mark;
  readonly middle: Mark;
  readonly closing: Mark;
  readonly ancestor?: Mark | undefined;
}

interface Keeping {
  readonly title: Message;
  readonly safety: 'unsafe';
  readonly edits: readonly TextEdit[];
}

/** Resolves all conflicts of the file alike; the ancestor that `diff3` shows goes in both. */
export function conflictRepairs(source: SourceText): readonly Keeping[] {
  const conflicts = conflictsIn(source.text);
  const keep = (title: Message, others: (conflict: Conflict) => readonly TextEdit[]): Keeping => ({
    title,
    safety: 'unsafe',
    edits: conflicts.flatMap(others),
  });
  return [
    keep(msg('Keep what stands above the “=======”'), ({ opening, ancestor, middle, closing }) => [
      { span: spanOf(opening.start, opening.end), newText: '' },
      { span: spanOf((ancestor ?? middle).start, closing.end), newText: '' },
    ]),
    keep(msg('Keep what stands below the “=======”'), ({ opening, middle, closing }) => [
      { span: spanOf(opening.start, middle.end), newText: '' },
      { span: spanOf(closing.start, closing.end), newText: '' },
    ]),
  ];
}

function conflictsIn(text: string): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  let seen: Mark[] = [];
  for (const { 0: line, index } of text.matchAll(/^([<|=>])\1{6}(?![^\s]).*(?:\r?\n|$)/gm)) {
    const mark = { sign: line.charAt(0), start: index, end: index + line.length };
    seen = mark.sign === '<' ? [mark] : [...seen, mark];
    if (mark.sign !== '>') continue;
    const [opening, second, third] = seen;
    const middle = second?.sign === '=' ? second : third;
    const ancestor = second?.sign === '|' ? second : undefined;
    if (opening?.sign === '<' && middle?.sign === '=')
      conflicts.push({ opening, middle, closing: mark, ancestor });
    seen = [];
  }
  return conflicts;
}
