// Parses a whole template: text, `{{ }}`, `{% %}` and `{# #}`.
import { msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import type { Statement, Template } from './ast.ts';
import { Cursor } from './cursor.ts';
import { parseTuple } from './expressions.ts';
import { type Closer, isSpace, lexRun, skipSpace, spaces, type TokenRun } from './lexer.ts';
import { OpenTags } from './openTags.ts';
import { expectEnd } from './primaryExpressions.ts';
import { createProblem, type JinjaProblem, quoted, theEnd } from './problem.ts';
import { type Extension, parseTag } from './tags.ts';

/** A template and what is wrong in it. The tree is as complete as the text allows. */
export interface ParsedTemplate {
  readonly template: Template;
  readonly problems: readonly JinjaProblem[];
}

/** What changes the grammar. */
export interface TemplateOptions {
  /** From `jinja2_extensions` in ansible.cfg; Ansible loads none by itself. */
  readonly extensions?: readonly Extension[];
  /** True for files of the template module, where backslashes in strings escape as in Python. */
  readonly templateFile?: boolean;
}

// Texts with more problems are no templates; looking for more would only cost time.
const MAX_PROBLEMS = 100;
const OPENER = /\{[{%#]/g;
const RESUME = /\}\}|%\}|\{[{%#]/g;
const RAW = spaces('\\{%([-+]?)\\s*raw\\s*(?:-%\\}\\s*|%\\})');
const END_RAW = spaces('\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|-%\\}\\s*|%\\}(?:\\r\\n|\\r|\\n)?)', 'g');
const END_COMMENT = spaces('\\+#\\}|-#\\}\\s*|#\\}(?:\\r\\n|\\r|\\n)?', 'g');

/** The state of parsing one text. */
export class TemplateParser {
  private readonly problems: JinjaProblem[] = [];
  private readonly tags = new OpenTags((problem) => this.report(problem));
  private readonly text: string;
  private offset = 0;

  constructor(
    text: string,
    private readonly options: TemplateOptions,
  ) {
    // Jinja2 drops the last line break, and with it what an unclosed comment could still hold.
    this.text = text.replace(/(?:\r\n|\r|\n)$/, '');
  }

  run(): ParsedTemplate {
    const { text } = this;
    while (this.offset < text.length) {
      const start = this.findOpener();
      const sign = text[start + 2];
      const signed = sign === '-' || sign === '+';
      this.addData(this.offset, start, start < text.length && sign === '-');
      if (start === text.length) break;
      this.parseOpener(spanOf(start, start + (signed ? 3 : 2)));
    }
    const body = this.tags.finish(text.length);
    this.problems.sort((a, b) => a.span.start - b.span.start);
    return { template: { kind: 'template', span: spanOf(0, text.length), body }, problems: this.problems };
  }

  private findOpener(): number {
    if (this.problems.length >= MAX_PROBLEMS) return this.text.length;
    OPENER.lastIndex = this.offset;
    return OPENER.exec(this.text)?.index ?? this.text.length;
  }

  private report(problem: JinjaProblem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }

  private addData(start: number, end: number, strip: boolean): void {
    let last = end;
    while (strip && last > start && isSpace(this.text, last - 1)) last--;
    if (last === start) return;
    const value = this.text.slice(start, last).replace(/\r\n?/g, '\n');
    this.tags.add({ kind: 'data', span: spanOf(start, last), value });
  }

  private parseOpener(opener: Span): void {
    const kind = this.text[opener.start + 1];
    if (kind === '{') this.parseOutput(opener);
    else if (kind === '#') this.parseComment(opener);
    else if (!this.parseRaw(opener)) this.parseStatement(opener);
  }

  private parseComment(opener: Span): void {
    END_COMMENT.lastIndex = opener.end;
    const end = END_COMMENT.exec(this.text);
    if (!end) this.unclosed(opener, quoted('#}'));
    this.offset = end ? END_COMMENT.lastIndex : this.text.length;
    const close = end ? this.text.indexOf('#}', end.index) + 2 : this.text.length;
    this.tags.add({ kind: 'comment', span: spanOf(opener.start, close) });
  }

  private parseRaw(opener: Span): boolean {
    RAW.lastIndex = opener.start;
    if (!RAW.test(this.text)) return false;
    const start = RAW.lastIndex;
    END_RAW.lastIndex = start;
    const end = END_RAW.exec(this.text);
    const tag = spanOf(opener.start, start);
    this.offset = start;
    if (!end) this.unclosed(tag, quoted('{% endraw %}'));
    this.addData(start, end?.index ?? this.text.length, end?.[1] === '-');
    this.offset = end ? END_RAW.lastIndex : this.text.length;
    return true;
  }

  /** Jinja2 accepts a comment or raw block that is opened at the very end and is empty. */
  private unclosed(opener: Span, expected: JinjaProblem['expected']): void {
    if (opener.end >= this.text.length) return;
    const found = quoted(this.text.slice(opener.start, opener.end).trimEnd());
    const message = msg('{0} is never closed: {1} is missing.', found, expected);
    this.report(createProblem('unclosed', opener, theEnd(), expected, message));
  }

  private parseOutput(opener: Span): void {
    const literal = this.options.templateFile !== true;
    this.parseRun(opener, '}}', literal, (cursor, span) => {
      const expression = parseTuple(cursor);
      expectEnd(cursor, quoted('}}'));
      this.tags.add({ kind: 'output', span, expression });
    });
  }

  private parseStatement(opener: Span): void {
    this.parseRun(opener, '%}', false, (cursor, span) => {
      if (!cursor.at('name')) cursor.unexpected(msg('the name of a tag'));
      const keyword = cursor.token.text;
      if (cursor.failed) this.tags.add({ kind: 'invalid', span });
      else if (this.tags.accepts(keyword) || (isInnerTag(keyword) && this.tags.recover(keyword, span))) {
        this.parseInnerTag(cursor, keyword, span);
      } else this.parseOuterTag(cursor, keyword, span);
    });
  }

  /** `elif`, `else` and the `end…` tags. */
  private parseInnerTag(cursor: Cursor, keyword: string, span: Span): void {
    cursor.next();
    if (keyword === 'elif' || keyword === 'else') {
      const test = keyword === 'elif' ? parseTuple(cursor, { conditional: false }) : undefined;
      this.tags.branch(keyword, span, test);
      cursor.accept(':');
    } else {
      const name = this.tags.close(span);
      if (name !== undefined) cursor.acceptName(name);
    }
    cursor.expect('end', quoted('%}'));
  }

  private parseOuterTag(cursor: Cursor, keyword: string, span: Span): void {
    const { token } = cursor;
    const statement = parseTag(cursor, span);
    if (!statement) {
      cursor.fail(this.unknownTag(keyword, spanOf(token.start, token.end)));
      this.tags.add({ kind: 'invalid', span });
      return;
    }
    const opens = 'build' in statement;
    if (opens) cursor.accept(':');
    else this.checkExtension(statement, cursor, spanOf(token.start, token.end));
    expectEnd(cursor, quoted('%}'));
    if (opens) this.tags.open(statement, span, cursor.failed);
    else this.tags.add(statement);
  }

  private unknownTag(keyword: string, span: Span): JinjaProblem {
    if (!isInnerTag(keyword)) {
      const message = msg('Jinja2 has no tag {0}.', quoted(keyword));
      return createProblem('unknown-tag', span, quoted(keyword), msg('the name of a tag'), message);
    }
    const message = msg('No tag is open that {0} could belong to.', quoted(keyword));
    return createProblem('tag-not-open', span, quoted(keyword), msg('an opening tag before it'), message);
  }

  private checkExtension(statement: Statement, cursor: Cursor, span: Span): void {
    const { kind } = statement;
    if (kind !== 'do' && kind !== 'break' && kind !== 'continue') return;
    const extension: Extension = kind === 'do' ? 'do' : 'loopcontrols';
    if (this.options.extensions?.includes(extension)) return;
    const expected = msg('jinja2_extensions = jinja2.ext.{0} in ansible.cfg', extension);
    cursor.fail(
      createProblem(
        'extension',
        span,
        quoted(kind),
        expected,
        msg('The tag {0} needs {1}.', quoted(kind), expected),
      ),
    );
  }

  /** Lexes and parses from the opener to its closer, or to where the next block seems to start. */
  private parseRun(
    opener: Span,
    closer: Closer,
    literal: boolean,
    parse: (cursor: Cursor, span: Span) => void,
  ): void {
    const run = lexRun(this.text, opener.end, closer, opener);
    const invalid = run.tokens.at(-1)?.start ?? opener.end;
    const resume = run.closed ? run.end : (run.innerOpener ?? this.resumeAfter(invalid));
    let problem: JinjaProblem | undefined;
    const cursor = new Cursor(run.tokens, (found) => (problem ??= found), literal);
    parse(cursor, spanOf(opener.start, resume));
    if (problem) this.report(this.explain(problem, run, opener, closer));
    this.offset = run.closed ? this.afterCloser(run, closer) : resume;
  }

  /** Where to go on after a run without closer: behind the next closer, or at the next opener. */
  private resumeAfter(offset: number): number {
    RESUME.lastIndex = offset;
    const match = RESUME.exec(this.text);
    if (!match) return this.text.length;
    return match[0].startsWith('{') ? match.index : RESUME.lastIndex;
  }

  private afterCloser(run: TokenRun, closer: Closer): number {
    if (run.strip === '-') return skipSpace(this.text, run.end);
    if (run.strip === '+' || closer === '}}') return run.end;
    const lineBreak = /^(?:\r\n|\r|\n)/.exec(this.text.slice(run.end, run.end + 2));
    return run.end + (lineBreak?.[0].length ?? 0);
  }

  /** A problem behind an inner `{{` is most often that very `{{`. */
  private explain(problem: JinjaProblem, run: TokenRun, opener: Span, closer: Closer): JinjaProblem {
    const inner = run.innerOpener;
    if (inner === undefined || (problem.code !== 'unclosed' && problem.span.start < inner)) return problem;
    const span = spanOf(inner, inner + 2);
    const found = quoted(this.text.slice(inner, inner + 2));
    const outer = quoted(this.text.slice(opener.start, opener.end));
    if (!run.closed) {
      const message = msg('{0} is never closed: {1} is missing before {2}.', outer, quoted(closer), found);
      return createProblem('unclosed', opener, found, quoted(closer), message);
    }
    const message = msg('{0} inside {1}: write the name alone, without braces.', found, outer);
    return createProblem('nested-braces', span, found, msg('an expression without braces'), message);
  }
}

const isInnerTag = (keyword: string): boolean =>
  keyword === 'elif' || keyword === 'else' || keyword.startsWith('end');
