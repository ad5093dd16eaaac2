// The value behind a Jinja string: a single one where all hosts agree, otherwise how many values there are. Nothing
// where the value is unknown, a secret, or an error, for which there are findings.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import type { TemplateString } from '../../ansible/templates/templates.ts';
import { Budget } from '../../jinja/evaluate.ts';
import { joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { IndexedContext } from '../cursor/names.ts';
import { hostsOfOwners } from '../cursor/templateHosts.ts';
import { fileLink } from '../wording/placeText.ts';
import { shorten } from '../wording/valueText.ts';
import { resolvedText } from './resolvedText.ts';
import { createResolver, type Resolution, type Resolve } from './resolvedValues.ts';

/** A value shown behind an expression. */
export interface InlayHint {
  readonly offset: number;
  readonly label: Message;
  /** Markdown paragraphs. */
  readonly tooltip: readonly Message[];
}

/** As in a hover: more inventories than these share a file in large repositories. */
const MAX_INVENTORIES = 3;
const MAX_LENGTH = 40;
/** Steps for all hints of one request, which are as many as a window has lines: some tenths of a second. */
const MAX_STEPS = 1_000_000;

/** For the templates that touch the span; a file of several inventories has their values together. */
export function inlayHintsIn(
  contexts: readonly IndexedContext[],
  uri: string,
  span: Span,
): readonly InlayHint[] {
  const [first] = contexts;
  const file = first?.files.get(uri)?.source.text;
  const templates = first?.names.get(uri)?.templates ?? [];
  if (file === undefined) return [];
  const budget = new Budget(MAX_STEPS);
  const asked = contexts.slice(0, MAX_INVENTORIES).map((context) => ({
    context,
    resolve: createResolver(context, budget),
    owners: ownersByKey(context, uri),
  }));
  return templates
    .filter((template) => isWorthSaying(template) && touches(template.scalar.span, span))
    .flatMap((template) => {
      if (budget.isSpent) return [];
      const said = asked.map((each) => ({ ...each, resolution: resolutionOf(each, template) }));
      // A value that is known on some hosts only is not shown.
      if (budget.isSpent) return [];
      const label = labelOf(said.map(({ resolution }) => resolution));
      return label ? [{ offset: placeOf(template, file), label, tooltip: tooltipOf(uri, said) }] : [];
    });
}

/** A template that is broken has no value, and of one without anything to fill in, the text is the value. */
const isWorthSaying = ({ template, problems }: TemplateString): boolean =>
  problems.length === 0 && template.body.some(({ kind }) => kind !== 'data' && kind !== 'comment');

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

interface Asked {
  readonly context: IndexedContext;
  readonly resolve: Resolve;
  readonly owners: ReadonlyMap<number, readonly VariableDefinition[]>;
}

/** The definitions of a file by the start of their keys, collected once for all templates. */
function ownersByKey({ model }: IndexedContext, uri: string): Asked['owners'] {
  const found = new Map<number, VariableDefinition[]>();
  for (const definition of model.definitions) {
    if (definition.uri !== uri) continue;
    const there = found.get(definition.keySpan.start);
    if (there) there.push(definition);
    else found.set(definition.keySpan.start, [definition]);
  }
  return found;
}

function resolutionOf(
  { context, resolve, owners }: Asked,
  { scalar, variable: { name, nameSpan } }: TemplateString,
): Resolution {
  // A key in quotes begins before its name.
  const definitions = owners.get(nameSpan.start) ?? owners.get(nameSpan.start - 1) ?? [];
  return resolve(scalar.text, hostsOfOwners(context.model, definitions), name);
}

function labelOf(resolutions: readonly Resolution[]): Message | undefined {
  const outcomes = resolutions.flatMap((resolution) => resolution.outcomes);
  const values = new Set(outcomes.map(({ result }) => (result.kind === 'value' ? result.text : result.kind)));
  const [value] = values;
  if (!outcomes.some(({ result }) => result.kind === 'value') || value === undefined) return undefined;
  if (values.size === 1) return msg('= {0}', shownValue(value));
  const isSample = resolutions.some(({ tried, concerned }) => tried < concerned);
  return isSample ? msg('{0}+ values', values.size) : msg('{0} values', values.size);
}

const shownValue = (text: string): string => (text === '' ? '""' : shorten(text, MAX_LENGTH));

function tooltipOf(
  uri: string,
  said: readonly { readonly context: IndexedContext; readonly resolution: Resolution }[],
): readonly Message[] {
  return said.flatMap(({ context, resolution }) => {
    const text = resolvedText(resolution);
    if (said.length === 1 || text.length === 0) return text;
    return [msg('In {0}:', joined(context.model.sources.map((source) => fileLink(uri, source)))), ...text];
  });
}

/** Behind the quote; for a block behind its `|`, because its text ends far below. */
function placeOf({ scalar: { style, span } }: TemplateString, file: string): number {
  if (style === 'literal' || style === 'folded') {
    const line = /[^\r\n]*/y;
    line.lastIndex = span.start;
    return span.start + (line.exec(file)?.[0].trimEnd().length ?? 0);
  }
  return style === 'ini' && /["']/.test(file[span.end] ?? '') ? span.end + 1 : span.end;
}
