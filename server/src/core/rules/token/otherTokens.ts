// Ways in which a token reaches K3s other than the variable `token`.

import { definitionsAt } from '../../ansible/model/definitions.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { CARRIER_FORMS, type CarrierForm } from '../../k3s/config/carriers.ts';
import { environmentEntry } from '../../k3s/config/environmentText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';

/** A token that K3s gets past the variable `token`. */
export interface OtherToken {
  readonly definition: VariableDefinition;
  readonly span: Span;
  /** To be compared, never to be shown; empty where a configuration takes the token away. */
  readonly text: string;
}

interface Found {
  readonly span: Span;
  readonly text: string;
}

/** In the order of {@link CARRIER_FORMS}, then among the arguments. */
export function* otherTokens(context: RuleContext): Generator<OtherToken, void, undefined> {
  const { model, files } = context;
  for (const [name, form] of CARRIER_FORMS) {
    const find = READERS[form];
    if (!find) continue;
    for (const definition of definitionsAt(model, name)) {
      const file = files.get(definition.uri);
      if (!file) continue;
      for (const found of find(file, definition)) yield { definition, ...found };
    }
  }
  // One that is a template has the rule token-as-argument.
  for (const text of argumentTexts(context))
    for (const { flag, value } of readArguments(text).flags)
      if (flag?.name === 'token' && value)
        yield { definition: text.definition, span: text.place(value.span), text: value.text };
}

type Reader = (file: ModelFile, definition: VariableDefinition) => readonly Found[];

const inConfig: Reader = ({ source }, { value }) => {
  const node = resolveAlias(value);
  const outer = node?.kind === 'scalar' && node.type === 'str' ? node : undefined;
  const place = outer && scalarOffsetMap(outer, source.pieces);
  const root = outer ? parseYaml(outer.text).root : node?.kind === 'scalar' ? undefined : node;
  return [...writtenScalars(root)].flatMap(({ scalar, keys, pair }) => {
    if (keys.length !== 1 || keys[0] !== 'token') return [];
    const { start, end } =
      scalar.span.end > scalar.span.start ? scalar.span : (pair?.key.span ?? scalar.span);
    const text = scalar.type === 'null' ? '' : scalar.text.trim();
    return [{ span: place ? place.spanAt(start, end) : spanOf(start, end), text }];
  });
};

const inEnvironment: Reader = ({ source }, { value }) =>
  [...writtenScalars(value)].flatMap((written) => {
    const { scalar } = written;
    const entry = environmentEntry(written);
    if (entry?.name !== 'K3S_TOKEN' || scalar.type === 'null') return [];
    const text = scalar.text.slice(entry.start);
    if (text.trim() === '') return [];
    return [
      {
        span: scalarOffsetMap(scalar, source.pieces).spanAt(entry.start, scalar.text.length),
        text: text.trim(),
      },
    ];
  });

/** Arguments are read apart, with their flags. */
const READERS: { readonly [Form in CarrierForm]?: Reader } = { config: inConfig, environment: inEnvironment };
