// Reads one text as a whole: tree, comments, and everything that Ansible's loader refuses or we warn of.
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/nodeBuilder.ts';
import { findRefused } from '../scanner/characters.ts';
import { Scanner } from '../scanner/scanner.ts';
import { slipAt, slipOf } from '../scanner/slip.ts';
import * as token from '../scanner/tokens.ts';
import type { YamlNode, YamlProblem } from '../tree.ts';
import { TooDeep } from './flowParser.ts';
import { Parser } from './parser.ts';

/**
 * The result of one reading. `problems` are not yet chosen from: which of them count is decided once all blocks of
 * the document are read.
 */
export interface ReadText {
  readonly root?: YamlNode;
  readonly comments: readonly Span[];
  readonly problems: ReadProblems;
}

/** What was found, by who refuses it first. */
export interface ReadProblems {
  readonly syntax: readonly YamlProblem[];
  /** What the constructor refuses once the syntax is right. */
  readonly refusals: readonly YamlProblem[];
  readonly jinja: readonly YamlProblem[];
}

/** `known` are the nodes with anchors before the text, when the text is a part of a document. */
export function readDocument(text: string, known?: Anchored): ReadText {
  const scanner = new Scanner(text, 0);
  const parser = new DocumentParser(scanner, known);
  const { root, tooDeep } = readRoot(parser);
  const refused = findRefused(text);
  const syntax = refused === undefined ? parser.syntax : [...parser.syntax, controlCharacter(refused)];
  const comments = spansOf(scanner.comments);
  if (tooDeep) return { comments, problems: { syntax: [tooDeep], refusals: [], jinja: [] } };
  const problems: ReadProblems = {
    syntax: [...syntax, ...scanner.tabs.map(tabInBrackets)],
    refusals: parser.builder.refusals,
    jinja: scanner.jinja.map(unquotedJinja),
  };
  return { comments, problems, ...(root && { root }) };
}

function readRoot(parser: DocumentParser): { readonly root?: YamlNode; readonly tooDeep?: YamlProblem } {
  try {
    const root = parser.document();
    return root ? { root } : {};
  } catch (error) {
    if (error instanceof TooDeep) return { tooDeep: error.problem };
    throw error;
  }
}

const controlCharacter = (start: number): YamlProblem => ({
  code: 'control-character',
  span: { start, end: start + 1 },
  detail: 'control characters are not allowed',
  fatal: true,
});

/** Fatal, because YAML takes `{{ x }}` for a mapping whose key is a mapping, which Python cannot hash. */
export const unquotedJinja = ({ start, end }: Span): YamlProblem => ({
  code: 'unquoted-jinja',
  span: { start, end },
  detail: 'Jinja without quotes',
  fatal: true,
});

/** Not fatal: libyaml accepts a tab there, while the YAML specification, and other readers of the file, do not. */
export const tabInBrackets = (span: Span): YamlProblem => ({
  code: 'tab',
  span,
  detail: 'tab as indentation',
  fatal: false,
});

function spansOf(offsets: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (let index = 0; index < offsets.length; index += 2)
    spans.push({ start: offsets[index] ?? 0, end: offsets[index + 1] ?? 0 });
  return spans;
}

class DocumentParser extends Parser {
  /** The first document of the text; it should be the only one. */
  document(): YamlNode | undefined {
    const { scanner } = this;
    let isExplicit = false;
    let root: YamlNode | undefined;
    for (;;) {
      const level = this.level();
      try {
        if (!root) isExplicit = this.documentStart() || isExplicit;
        const kind = scanner.peek();
        if (kind === token.STREAM_END) return root;
        const isEmpty =
          isExplicit &&
          (kind === token.DIRECTIVE || kind === token.DOCUMENT_START || kind === token.DOCUMENT_END);
        if (!isEmpty) root = joined(root, this.node(true, false, 'value'));
        if (this.documentEnd()) return root;
      } catch (error) {
        const partial = this.recover(error, level);
        root ??= partial;
      }
    }
  }

  /** Takes directives and `---`, if there are any and nothing has been read. */
  private documentStart(): boolean {
    const { scanner } = this;
    let version: string | undefined;
    let hasDirective = false;
    for (; scanner.peek() === token.DIRECTIVE; scanner.take()) {
      const { start } = scanner.queue;
      const [name, handle = '', prefix = ''] = (scanner.directives.get(start) ?? '').split(/[ \t]+/);
      const isKnown =
        name === '%YAML' ? version === undefined && /^0*1\.0*[12]$/.test(handle) : !this.declared.has(handle);
      if (!isKnown) throw slipAt(scanner.text, start, 'not a directive of YAML 1.1');
      if (name === '%YAML') version = handle;
      else this.declare(handle, prefix);
      hasDirective = true;
    }
    const isStart = scanner.peek() === token.DOCUMENT_START;
    if (isStart) scanner.take();
    else if (hasDirective) throw slipAt(scanner.text, scanner.queue.start, 'directives end with ---');
    return isStart;
  }

  private readonly declared = new Set<string>();

  private declare(handle: string, prefix: string): void {
    this.declared.add(handle);
    this.builder.handles.set(handle, prefix);
  }

  /** Whether nothing more is to be read. */
  private documentEnd(): boolean {
    const { scanner } = this;
    let hasMark = false;
    for (; scanner.peek() === token.DOCUMENT_END; scanner.take()) hasMark = true;
    const kind = scanner.peek();
    if (kind === token.STREAM_END) return true;
    const { start } = scanner.queue;
    if (!hasMark && kind !== token.DOCUMENT_START && kind !== token.DIRECTIVE) throw this.unexpected();
    this.syntax.push(
      slipOf('many-documents', { start, end: Math.min(start + 3, scanner.end) }, 'a second document').problem,
    );
    return true;
  }
}

/** Joins the entries behind something broken to those before it. */
function joined(before: YamlNode | undefined, node: YamlNode): YamlNode {
  if (before?.kind !== 'mapping' || node.kind !== 'mapping' || before.flow || node.flow)
    return before ?? node;
  const span = { start: before.span.start, end: node.span.end };
  return { ...before, pairs: [...before.pairs, ...node.pairs], span };
}
