// The stack of open tags: which `endif` closes which `if`, and which tags lack an end.
import { msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import type { Block, Expression, Statement } from './ast.ts';
import type { Opening, TagPart } from './bodyTags.ts';
import { createProblem, type JinjaProblem, quoted, theEnd } from './problem.ts';

interface Frame {
  readonly opening: Opening;
  /** Its tag has a problem already: that it is not closed is not reported as well. */
  readonly broken: boolean;
  readonly parts: [TagPart, ...TagPart[]];
}

const newPart = (keyword: string, tag: Span, test?: Expression): TagPart => ({
  keyword,
  tag,
  ...(test && { test }),
  body: [],
  end: tag.end,
});

/** Puts statements into the bodies of the open tags. Uses a stack, not recursion, so that depth has no limit. */
export class OpenTags {
  private readonly root: Statement[] = [];
  private readonly frames: Frame[] = [];

  constructor(private readonly report: (problem: JinjaProblem) => void) {}

  add(statement: Statement): void {
    const body = this.frames.at(-1)?.parts.at(-1)?.body ?? this.root;
    body.push(statement);
  }

  open(opening: Opening, tag: Span, broken: boolean): void {
    this.frames.push({ opening, broken, parts: [newPart(opening.keyword, tag, opening.test)] });
  }

  /** The tag that `keyword` would belong to: the innermost open one must accept it, or Jinja2 refuses. */
  accepts(keyword: string): Opening | undefined {
    const frame = this.frames.at(-1);
    return frame && takes(frame, keyword) ? frame.opening : undefined;
  }

  /** Closes the tags that stand between here and the one `keyword` belongs to; false when there is none. */
  recover(keyword: string, tag: Span): boolean {
    const index = this.frames.findLastIndex((frame) => takes(frame, keyword));
    if (index < 0) return false;
    while (this.frames.length > index + 1) this.closeMissing(quoted(keyword), tag.start);
    return true;
  }

  branch(keyword: string, tag: Span, test?: Expression): void {
    const frame = this.frames.at(-1);
    if (!frame) return;
    endLastPart(frame, tag.start);
    frame.parts.push(newPart(keyword, tag, test));
  }

  /** Ends the innermost tag; returns the name that `{% endblock name %}` may repeat. */
  close(tag: Span): string | undefined {
    const frame = this.frames.pop();
    if (!frame) return undefined;
    endLastPart(frame, tag.start);
    const statement = frame.opening.build(frame.parts, spanOf(frame.parts[0].tag.start, tag.end));
    if (statement.kind === 'block' && statement.required) this.checkRequired(statement);
    this.add(statement);
    return statement.kind === 'block' ? statement.name : undefined;
  }

  finish(end: number): readonly Statement[] {
    while (this.frames.length > 0) this.closeMissing(theEnd(), end);
    return this.root;
  }

  private closeMissing(found: JinjaProblem['found'], end: number): void {
    const frame = this.frames.at(-1);
    if (!frame) return;
    const { tag, keyword } = frame.parts[0];
    const expected = quoted(`{% end${keyword} %}`);
    const message = msg('{0} is never closed: {1} is missing before {2}.', quoted(keyword), expected, found);
    if (!frame.broken) this.report(createProblem('tag-not-closed', tag, found, expected, message));
    this.close(spanOf(end, end));
  }

  private checkRequired(block: Block): void {
    const extra = block.body.find(
      (node) => node.kind !== 'comment' && !(node.kind === 'data' && isBlank(node.value)),
    );
    if (!extra) return;
    const message = msg('A required block can hold nothing but comments and white space.');
    this.report(createProblem('unexpected', extra.span, msg('content'), quoted('{% endblock %}'), message));
  }
}

const isBlank = (text: string): boolean => text.trim() === '';

function takes({ opening, parts }: Frame, keyword: string): boolean {
  if (keyword === `end${opening.keyword}`) return true;
  if (parts.at(-1)?.keyword === 'else') return false;
  if (keyword === 'elif') return opening.keyword === 'if';
  return keyword === 'else' && (opening.keyword === 'if' || opening.keyword === 'for');
}

function endLastPart(frame: Frame, end: number): void {
  const part = frame.parts.at(-1);
  if (part) part.end = end;
}
