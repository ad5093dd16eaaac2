// Secrets in variables that k3s-ansible does not know, and in texts of those it does: by name and by shape. A name
// alone is not enough: the value must look like a secret, too.

import { eachDefinition } from '../../ansible/model/eachDefinition.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { type SecretKind, secretKind } from '../../ansible/secrets/secretNames.ts';
import {
  isSurelyRandom,
  looksRandom,
  type ShapedSecret,
  shapedSecrets,
} from '../../ansible/secrets/secretShapes.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPlain } from './secretForms.ts';

/** A secret in a variable of the user's own, with its place. */
export interface OwnSecret {
  readonly definition: VariableDefinition;
  readonly scalar: YamlScalar;
  /** In the scalar's text. */
  readonly span: Span;
  /** The key it stands under. */
  readonly name: string;
  readonly isWhole: boolean;
}

/** Of every definition of the variable. */
export const ownSecrets = (model: InventoryModel, name: string): readonly OwnSecret[] =>
  secretsByDefinition(model, name).flat();

const secretsByDefinition = eachDefinition((definition) => {
  const found = [...secretsOf(definition)];
  return found.length > 0 ? found : undefined;
});

function* secretsOf(definition: VariableDefinition): Generator<OwnSecret, void, undefined> {
  if (definition.value?.kind === 'alias') return;
  for (const { scalar, keys } of writtenScalars(definition.value)) {
    const isText = scalar.type === 'str' || scalar.type === 'int';
    if (!isText || scalar.text.length > MAX_LENGTH) continue;
    const name = keys.at(-1) ?? definition.name;
    const kind = secretKind(name) ?? pluralKind(keys.at(-2) ?? (keys.length > 0 ? definition.name : ''));
    const whole = kind ? wholeIn(scalar, kind) : undefined;
    if (whole) yield { definition, scalar, span: whole, name, isWhole: true };
    else if (scalar.type === 'str')
      for (const found of shapedSecrets(scalar.text))
        if (isSecretPart(scalar.text, found))
          yield { definition, scalar, span: found.span, name, isWhole: false };
  }
}

const MAX_LENGTH = 200_000;

/** The kind of what stands below `passwords` and `secrets`. */
const pluralKind = (name: string): SecretKind | undefined =>
  /(?:password|secret|token|credential)s$/i.test(name) ? secretKind(name) : undefined;

function wholeIn(scalar: YamlScalar, kind: SecretKind): Span | undefined {
  const text = scalar.text.trim();
  if (scalar.type === 'int' && !(kind === 'password' && /^\d{4,}$/.test(text))) return undefined;
  if (!isSecretUnder(kind, text)) return undefined;
  const start = scalar.text.indexOf(text);
  return spanOf(start, start + text.length);
}

/** Not a path, a file, a switch, a hash of a password, or a word that says where it comes from. */
const isOther = (text: string): boolean =>
  /^(?:~|\.{0,2}\/|[A-Za-z]:\\|\$\w*\$|[!*]+$|\*[0-9A-F]{40}$|\{\w+\})/.test(text) ||
  /\.(?:ya?ml|json|txt|pem|key|crt|pub|conf|env|gpg|sh|j2)$/i.test(text) ||
  /^(?:true|false|yes|no|none|null|enabled?|disabled?|required|optional|prompt|auto\w*|always|never)$/i.test(
    text,
  );

/** Whether a value is a secret, as the name it stands under says it is one. */
export function isSecretUnder(kind: SecretKind, text: string): boolean {
  if (/\s/.test(text) || !isPlain(text) || isOther(text)) return false;
  // A word with a digit may be a password; alone it mostly is a sample.
  if (isPlaceholder(text) && !(kind === 'password' && /\d/.test(text))) return false;
  if (kind === 'password') return text.length >= 4;
  return kind === 'key' ? looksRandom(text) : isSurelyRandom(text);
}

/** Secrets in a text that is not read as a value: a comment, or a line of a file that cannot be parsed. */
export const secretsInText = (text: string): readonly Span[] =>
  shapedSecrets(text).flatMap((found) =>
    isSecretPart(text, found) && isMixed(text.slice(found.span.start, found.span.end)) ? [found.span] : [],
  );

const isMixed = (part: string): boolean => /\d/.test(part) && /[A-Za-z]/.test(part) && part.length >= 6;

/** In a text for people a word follows the word "password" as well. */
function isSecretPart(text: string, { span, kind }: ShapedSecret): boolean {
  const part = text.slice(span.start, span.end);
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  if (/^\s*#/.test(line) && !isMixed(part)) return false;
  if (kind === 'sure') return isPlain(part) && !isPlaceholder(part) && !isOther(part);
  return isSecretUnder(kind, part) && (kind !== 'password' || isMixed(part));
}

/** Strings in a template that are secrets: by their shape, or because the variable must be one. */
export const isSecretString = (text: string): boolean =>
  isPlain(text) &&
  !isPlaceholder(text) &&
  (isSurelyRandom(text) ||
    shapedSecrets(text).some((found) => found.kind === 'sure' && isSecretPart(text, found)));
