// Finds where the reading of a broken text can go on.
import { behindBreak, HASH, indentOf, isBreak, lineEnd, lineStart } from '../scanner/characters.ts';
import type { Scanner } from '../scanner/scanner.ts';
import type { Slip } from '../scanner/slip.ts';

/** Moves the scanner to where it can go on inside a collection with this indentation. */
export function skipBroken(scanner: Scanner, { problem, resume }: Slip, indent: number): void {
  const { text, comments } = scanner;
  const start = lineStart(text, problem.span.start);
  const limit = Math.max(indent, indentOf(text, start));
  const last = lineStart(text, resume);
  let at = last > start ? last : behindLine(text, start);
  forget(scanner, at);
  while (at < text.length) {
    const content = at + indentOf(text, at);
    const code = text.charCodeAt(content);
    if (code === HASH) comments.push(content, lineEnd(text, content));
    else if (content - at <= limit && !isBreak(code) && content < text.length) break;
    at = behindLine(text, content);
  }
  scanner.at = at;
}

function behindLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end < text.length ? behindBreak(text, end) : end;
}

/** Drops what was recorded for a part that will be scanned again. */
function forget({ comments, jinja, tabs }: Scanner, from: number): void {
  while ((comments.at(-2) ?? -1) >= from) comments.length -= 2;
  while ((jinja.at(-1)?.start ?? -1) >= from) jinja.pop();
  while ((tabs.at(-1)?.start ?? -1) >= from) tabs.pop();
}
