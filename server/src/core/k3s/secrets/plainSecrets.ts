// Finds the secrets that stand in an inventory in plain text, wherever they can stand: variables, the variables these
// refer to, texts of K3s configuration, arguments, environments. Never puts one into a message.

import { definitionsAt, literalOf } from '../../ansible/model/definitions.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { bareName } from '../../ansible/templates/bareName.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';
import { takenFrom } from '../cluster.ts';
import { CARRIER_FORMS, type CarrierForm } from '../config/carriers.ts';
import { environmentEntry } from '../config/environmentText.ts';
import type { InventoryContext } from '../context.ts';
import { ownSecrets } from './ownSecrets.ts';
import { isPlaceholder } from './placeholder.ts';
import {
  formOfEnvironment,
  formOfOption,
  formOfRegistryKey,
  isMeantToBeVaulted,
  isPlain,
  isSecretVariable,
  type SecretForm,
  secretIn,
} from './secretForms.ts';

/** Where a secret is kept. `referred`: in a variable that another one, which must be secret, is made from. */
export type SecretPlace = 'variable' | 'referred' | 'config' | 'argument' | 'environment' | 'own';

/** One secret in plain text, with what encrypting it needs. */
export interface PlainSecret {
  readonly place: SecretPlace;
  readonly file: ModelFile;
  /** The variable that contains it. */
  readonly definition: VariableDefinition;
  /** The name of the secret: the variable, the option, or the name in the environment. */
  readonly name: string;
  /** Where the secret itself stands. */
  readonly span: Span;
  /** The secret: to be encrypted, never to be shown. */
  readonly text: string;
  /** The part that a reference replaces; in quotes where it is a whole value. */
  readonly slot: { readonly span: Span; readonly quoted: boolean };
  /** For `referred`: the variable that needs it. */
  readonly neededBy?: VariableDefinition;
}

/**
 * Every secret once by its place: the same text can be found as a variable, through a reference, and by its shape.
 */
export function* plainSecrets(context: InventoryContext): Generator<PlainSecret, void, undefined> {
  const seen = new Set<string>();
  for (const secret of allSecrets(context)) {
    const place = `${secret.file.source.uri}:${secret.span.start}`;
    if (!seen.has(place)) yield secret;
    seen.add(place);
  }
}

/**
 * Secrets by name first, then those by shape in all other variables: a value that was reported as a whole is not
 * searched for parts.
 */
function* allSecrets(context: InventoryContext): Generator<PlainSecret, void, undefined> {
  const { model, schema } = context;
  const whole = new Set(samplesTaken(context));
  for (const name of model.definitionsByName.keys()) {
    const isSecret = isSecretVariable(schema, name);
    const isWatched = isSecret || isMeantToBeVaulted(name) || name === 'token' || CARRIER_FORMS.has(name);
    if (isWatched)
      for (const definition of definitionsAt(model, name))
        for (const secret of secretsIn(context, definition, isSecret)) {
          if (isWhole(secret)) whole.add(secret.definition);
          yield secret;
        }
  }
  for (const name of model.definitionsByName.keys())
    if (name !== 'token' && !isSecretVariable(schema, name))
      for (const secret of inOwn(context, name)) if (!whole.has(secret.definition)) yield secret;
}

const isWhole = ({ place }: PlainSecret): boolean => place === 'variable' || place === 'referred';

/** Samples that the token refers to: these are reported as samples. */
const samplesTaken = ({ model, tokenVariable }: InventoryContext): readonly VariableDefinition[] =>
  (tokenVariable === undefined ? [] : definitionsAt(model, tokenVariable))
    .flatMap((definition) => takenFrom(model, definition))
    .filter((definition) => isPlaceholder(literalOf(definition)?.text ?? ''));

/** By the name of the variable, or by shape. */
function* inOwn({ model, files }: InventoryContext, name: string): Generator<PlainSecret, void, undefined> {
  for (const { definition, scalar, span: inside, name: key, isWhole } of ownSecrets(model, name)) {
    const file = files.get(definition.uri);
    if (!file) continue;
    const span = scalarOffsetMap(scalar, file.source.pieces).spanAt(inside.start, inside.end);
    const text = scalar.text.slice(inside.start, inside.end);
    const slot = isWhole ? { span: scalar.span, quoted: true } : { span, quoted: false };
    yield { place: 'own', file, definition, name: key, span: isWhole ? scalar.span : span, text, slot };
  }
}

function* secretsIn(
  context: InventoryContext,
  definition: VariableDefinition,
  isSecret: boolean,
): Generator<PlainSecret, void, undefined> {
  const { name, uri, value } = definition;
  const file = context.files.get(uri);
  if (!file) return;
  const isSample = name === context.tokenVariable && isPlaceholder(literalOf(definition)?.text ?? '');
  // A sample of a token is reported as such.
  if ((isSecret || isMeantToBeVaulted(name)) && !isSample) yield* inVariable(file, definition);
  if (isSecret || name === 'token') yield* inReferred(context, definition, resolveAlias(value));
  const within = readerOf(name);
  if (within) yield* within(context, file, definition);
}

function* inVariable(
  file: ModelFile,
  definition: VariableDefinition,
): Generator<PlainSecret, void, undefined> {
  const literal = literalOf(definition);
  if (!literal || literal.type === 'null' || !isPlain(literal.text)) return;
  yield { place: 'variable', file, definition, name: definition.name, ...wholeOf(literal) };
}

const wholeOf = ({ span, text }: YamlScalar): Pick<PlainSecret, 'span' | 'text' | 'slot'> => ({
  span,
  text,
  slot: { span, quoted: true },
});

/** The variable that a template consists of, where it contains the secret itself. */
function* inReferred(
  { model, files, tokenVariable }: InventoryContext,
  neededBy: VariableDefinition,
  node: YamlNode | undefined,
): Generator<PlainSecret, void, undefined> {
  const name = node?.kind === 'scalar' && node.type === 'str' ? bareName(node.text) : undefined;
  for (const definition of name === undefined ? [] : definitionsOf(model, name)) {
    const literal = literalOf(definition);
    const file = files.get(definition.uri);
    if (!file || literal?.type !== 'str' || !isPlain(literal.text)) continue;
    if (neededBy.name === tokenVariable && isPlaceholder(literal.text)) continue;
    yield { place: 'referred', file, definition, name: definition.name, ...wholeOf(literal), neededBy };
  }
}

type Reader = (
  context: InventoryContext,
  file: ModelFile,
  definition: VariableDefinition,
) => Generator<PlainSecret, void, undefined>;

const optionForm = (keys: readonly string[]): SecretForm | undefined =>
  keys.length === 1 ? formOfOption(keys[0] ?? '') : undefined;

const READERS: Readonly<Record<CarrierForm, Reader>> = {
  config: inConfig(optionForm),
  registries: inConfig(formOfRegistryKey),
  arguments: inArguments,
  environment: inEnvironment,
};

function readerOf(name: string): Reader | undefined {
  const form = CARRIER_FORMS.get(name);
  return form && READERS[form];
}

/** A text that contains YAML; some versions also accept a mapping. */
function inConfig(formOf: (keys: readonly string[]) => SecretForm | undefined): Reader {
  return function* (context, file, definition) {
    const node = resolveAlias(definition.value);
    const outer = node?.kind === 'scalar' ? node : undefined;
    if (outer && outer.type !== 'str') return;
    const place = outer ? scalarOffsetMap(outer, file.source.pieces) : undefined;
    const text = outer ? outer.text : file.source.pieces;
    for (const { scalar, keys } of writtenScalars(outer ? parseYaml(outer.text).root : node)) {
      const form = formOf(keys);
      if (!form) continue;
      yield* inReferred(context, definition, scalar);
      const found =
        scalar.type === 'vault' || scalar.type === 'null' ? undefined : secretIn(form, scalar.text);
      if (!found) continue;
      const toFile = ({ start, end }: Span): Span => (place ? place.spanAt(start, end) : spanOf(start, end));
      const span = toFile(scalarOffsetMap(scalar, text).spanAt(found.start, found.end));
      const slot = form === 'whole' ? { span: toFile(scalar.span), quoted: true } : { span, quoted: false };
      const secret = scalar.text.slice(found.start, found.end);
      yield { place: 'config', file, definition, name: keys.at(-1) ?? '', span, text: secret, slot };
    }
  };
}

const ARGUMENT =
  /(?<![\w-])--?(?<name>[a-z][a-z0-9-]*)(?:=|\s+)(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>(?:\{\{(?:[^{}\n]|\{[^{}\n]*\})*\}\}|\S)+))/g;

/** Arguments that are options of the configuration, with their values. */
function* argumentsIn(text: string): Generator<{ readonly name: string; readonly value: Span }> {
  for (const match of text.matchAll(ARGUMENT)) {
    const { name = '', double, single, bare } = match.groups ?? {};
    const value = double ?? single ?? bare ?? '';
    const end = match.index + match[0].length - (bare === undefined ? 1 : 0);
    yield { name, value: spanOf(end - value.length, end) };
  }
}

/**
 * Secrets among the arguments of K3s. Only the value of the flag is the secret, so that encrypting it leaves the rest
 * readable.
 */
function* inArguments(
  _: InventoryContext,
  file: ModelFile,
  definition: VariableDefinition,
): Generator<PlainSecret, void, undefined> {
  for (const { scalar } of writtenScalars(definition.value)) {
    if (scalar.type !== 'str') continue;
    for (const { name, value } of argumentsIn(scalar.text)) {
      const form = formOfOption(name);
      const found = form && secretIn(form, scalar.text.slice(value.start, value.end));
      if (!found) continue;
      const places = scalarOffsetMap(scalar, file.source.pieces);
      const [start, end] = [value.start + found.start, value.start + found.end];
      const span = places.spanAt(start, end);
      const slot = { span, quoted: false };
      const text = scalar.text.slice(start, end);
      yield { place: 'argument', file, definition, name: `--${name}`, span, text, slot };
    }
  }
}

/** `NAME=value` as items of a list, or names and values of a mapping. */
function* inEnvironment(
  _: InventoryContext,
  file: ModelFile,
  definition: VariableDefinition,
): Generator<PlainSecret, void, undefined> {
  for (const written of writtenScalars(definition.value)) {
    const { scalar } = written;
    const entry = environmentEntry(written);
    const form = entry && formOfEnvironment(entry.name);
    if (!form || scalar.type === 'vault') continue;
    const found = secretIn(form, scalar.text.slice(entry.start));
    if (!found) continue;
    const places = scalarOffsetMap(scalar, file.source.pieces);
    const [start, end] = [entry.start + found.start, entry.start + found.end];
    const span = places.spanAt(start, end);
    const isWhole = form === 'whole' && entry.start === 0;
    const slot = isWhole ? { span: scalar.span, quoted: true } : { span, quoted: false };
    yield {
      place: 'environment',
      file,
      definition,
      name: entry.name,
      span,
      text: scalar.text.slice(start, end),
      slot,
    };
  }
}
