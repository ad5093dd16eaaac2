// What the names in templates are: variables, functions, groups and hosts that there are. Adds to the grammar's colours
// what only the inventory knows, and colours templates where there is no grammar, as in INI.
import type { TemplateString } from '../../ansible/templates/templates.ts';
import type { JinjaNode } from '../../jinja/ast.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import type { Token } from '../../jinja/token.ts';
import { lexRuns } from '../../jinja/tokenRuns.ts';
import { walk } from '../../jinja/walk.ts';
import { isInside, type Span, spanOf } from '../../text/span.ts';
import { KEYWORDS } from '../cursor/jinjaPlace.ts';
import type { IndexedContext } from '../cursor/names.ts';
import { MAGIC_VARIABLES } from '../wording/jinjaWords.ts';
import { configTokensIn } from './configTokens.ts';

/** As the protocol calls them. */
export type TokenType =
  | 'variable'
  | 'property'
  | 'parameter'
  | 'function'
  | 'method'
  | 'enumMember'
  | 'keyword'
  | 'operator'
  | 'string'
  | 'number'
  | 'comment';

/** A part of a template or of a configuration that has a colour of its own. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: TokenType;
  /** Ansible's or Jinja's own. */
  readonly isBuiltIn: boolean;
}

/** In the order of the text, on one line each. */
export function semanticTokensIn(
  context: IndexedContext,
  uri: string,
  within: Span,
): readonly SemanticToken[] {
  const file = context.files.get(uri)?.source.text ?? '';
  const members = knownMembers(context, uri);
  return (context.names.get(uri)?.templates ?? [])
    .filter(({ scalar }) => scalar.span.start <= within.end && within.start <= scalar.span.end)
    .flatMap((template) => tokensOf(template, members))
    .concat(configTokensIn(context, uri, within))
    .filter(({ span }) => span.end > span.start && !/[\r\n]/.test(file.slice(span.start, span.end)))
    .sort((a, b) => a.span.start - b.span.start);
}

/** Groups and hosts that the inventory has, by where their names start. */
function knownMembers({ names, model }: IndexedContext, uri: string): ReadonlyMap<number, Span> {
  const found = new Map<number, Span>();
  for (const { kind, name, span } of names.get(uri)?.references ?? [])
    if ((kind === 'group' && model.groups.has(name)) || (kind === 'host' && model.hosts.has(name)))
      found.set(span.start, span);
  return found;
}

function tokensOf(template: TemplateString, members: ReadonlyMap<number, Span>): readonly SemanticToken[] {
  const meanings = meaningsOf(template);
  const found: SemanticToken[] = [];
  const add = (span: Span, type: TokenType, isBuiltIn = false): void => {
    found.push({ span, type, isBuiltIn });
  };
  for (const run of lexRuns(template.scalar.text)) {
    for (const token of run.tokens.slice(0, -1)) {
      const span = template.map.spanAt(token.start, token.end);
      const member = members.get(span.start) ?? members.get(span.start + quoteLength(token, span));
      const meaning = meanings.get(token.start);
      if (member && isInside(member, span)) {
        add(spanOf(span.start, member.start), 'string');
        add(member, 'enumMember');
        add(spanOf(member.end, span.end), 'string');
      } else if (meaning) add(span, meaning.type, meaning.isBuiltIn);
      else {
        const type = typeOfToken(token);
        if (type) add(span, type);
      }
    }
  }
  return found;
}

/** In double quotes of YAML, Jinja's own double quote takes two characters. */
const quoteLength = (token: Token, span: Span): number =>
  token.type !== 'string' ? 0 : span.end - span.start > token.end - token.start ? 2 : 1;

interface Meaning {
  readonly type: TokenType;
  readonly isBuiltIn: boolean;
}

/** By where the tokens start in the template. */
function meaningsOf({ template }: TemplateString): ReadonlyMap<number, Meaning> {
  const meanings = new Map<number, Meaning>();
  const free = new Set<JinjaNode>(freeNames(template));
  const called = new Set<JinjaNode>();
  const set = (offset: number, type: TokenType, isBuiltIn = false): void => {
    meanings.set(offset, { type, isBuiltIn });
  };
  for (const node of walk(template)) {
    if (node.kind === 'call') called.add(node.callee);
    else if (node.kind === 'attribute') set(node.nameSpan.start, called.has(node) ? 'method' : 'property');
    else if (node.kind === 'keyword') set(node.nameSpan.start, 'parameter');
    else if (node.kind === 'filter' || node.kind === 'test') {
      let offset = node.nameSpan.start;
      for (const part of node.name.split('.')) {
        set(offset, 'function');
        offset += part.length + 1;
      }
    } else if (node.kind === 'name') {
      const type = called.has(node) ? 'function' : free.has(node) ? 'variable' : 'parameter';
      set(node.span.start, type, type === 'function' || MAGIC_VARIABLES.has(node.name));
    }
  }
  return meanings;
}

/** Constants and punctuation have no tokens: the grammar colours them. */
function typeOfToken({ type, text }: Token): TokenType | undefined {
  if (type === 'string') return 'string';
  if (type === 'integer' || type === 'float') return 'number';
  if (type === 'name') return KEYWORDS.has(text) || /^end|^else$/.test(text) ? 'keyword' : undefined;
  return /^(?:[-+*/%~|<>]|\/\/|\*\*|[=!<>]=)$/.test(type) ? 'operator' : undefined;
}
