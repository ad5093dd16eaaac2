// A repair for something that Ansible cannot read, before it has been tried.
import { expandHostPattern } from '../../ansible/sources/hostPattern.ts';
import type { FixSafety } from '../../diagnostics/rule.ts';
import { type Message, msg } from '../../text/message.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** Edits that may help; the caller parses the text with them first. */
export interface Attempt {
  readonly title: Message;
  /** `safe` where the text can only have been meant in one way. */
  readonly safety: FixSafety;
  readonly edits: readonly TextEdit[];
}

/** Unsafe, because the text can have been meant in another way as well. */
export const guess = (title: Message, edits: readonly TextEdit[]): Attempt => ({
  title,
  safety: 'unsafe',
  edits,
});

/** A larger text is not parsed again and again while the user types in it. */
export const MOST_CHARACTERS = 40_000;

/** `node[1-3]`, `node[1..3]`, `node[01:3]`, `node[1:3`. */
export function* repairRange(start: number, written: string): Generator<Attempt> {
  const bare = written.replace(/^(["'])(.*)\1$/, '$2');
  const closed = bare.lastIndexOf('[') > bare.lastIndexOf(']') ? `${bare}]` : bare;
  const meant = closed
    .replace(/\[(\w+)(?:-|\.{2,3})(\w+)\]/g, '[$1:$2]')
    .replace(
      /\[(0\d+):(\d+)\]/g,
      (_, low: string, high: string) => `[${low}:${high.padStart(low.length, '0')}]`,
    );
  const expanded = meant === bare ? undefined : expandHostPattern(meant, 1000);
  if (!expanded || 'problem' in expanded) return;
  const at = start + written.indexOf(bare);
  yield guess(msg('Write “{0}”', meant), [{ span: spanOf(at, at + bare.length), newText: meant }]);
}
