// A secret that was never in plain text: a generated token, or a typed value, goes encrypted into the variable that a
// template refers to, or that a reference then takes the place of a sample text.

import { templateOf } from '../../ansible/model/definitions.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { bareName } from '../../ansible/templates/bareName.ts';
import { utf8Bytes } from '../../ansible/vault/bytes.ts';
import { vaultBlock } from '../../ansible/vault/vaultBlock.ts';
import type { VaultEngine, VaultSecret } from '../../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../../ansible/vault/vaultMessages.ts';
import type { FixEnvironment, RuleContext } from '../../diagnostics/rule.ts';
import { canHoldVault, freeVaultName, TOKEN_LENGTH } from '../../edits/tokenFixes.ts';
import { isVaultName } from '../../k3s/nothingDefines.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf, lineColumnAt, lineSpan } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { indentAt } from '../../yaml/edits.ts';
import { NO_LINE } from './encryptSecret.ts';
import { referenceEdits, type SecretChange } from './secretChange.ts';

/** A secret that is to be in no file before it is encrypted, and where it belongs. */
export interface NewSecretRequest {
  readonly uri: string;
  /** What is encrypted; without it, a new token. */
  readonly plaintext?: string;
  /** Used for this call only. */
  readonly password: VaultSecret;
  readonly vaultId?: string;
  /** Offset of the name that nothing defines, or in the line of the token; without it, the document's token. */
  readonly offset?: number;
}

interface SecretTarget {
  readonly file: ModelFile;
  /** The encrypted variable is written just above it. */
  readonly definition: VariableDefinition;
  /** The variable that is missing; absent where the value itself becomes a reference. */
  readonly missing?: string;
}

/** The edits that define the encrypted variable, or the reason why there are none. */
export async function encryptNewSecret(
  context: RuleContext,
  { uri, plaintext, password, vaultId, offset }: NewSecretRequest,
  { engine, randomToken }: FixEnvironment & { readonly engine: VaultEngine },
): Promise<SecretChange | { readonly refused: Message }> {
  const place = placeOfNewSecret(context, uri, offset);
  if ('refused' in place) return place;
  const { definition, file, missing, name } = place;
  const text = await engine.encrypt(utf8Bytes(plaintext ?? randomToken(TOKEN_LENGTH)), password, vaultId);
  if (typeof text !== 'string') return { refused: describeFailure(text) };
  const { source } = file;
  const lineBreak = lineBreakOf(source);
  const indent = indentAt(source, definition.keySpan.start);
  const { start } = lineSpan(source, lineColumnAt(source, definition.keySpan.start).line);
  const block = vaultBlock(text, indent.length + 2, lineBreak);
  const written = { file, definition, name: 'token', text: '', span: definition.keySpan, slot: undefined };
  const edits = [
    { span: spanOf(start, start), newText: `${indent}${name}: ${block}${lineBreak}` },
    ...(missing === undefined ? referenceEdits(written, name) : []),
  ];
  return { edits: new Map([[uri, edits]]), created: [], renamed: [] };
}

/** Where a new secret is wanted, and the variable it goes into; or why none can be made: asked before a password is. */
export function placeOfNewSecret(
  context: RuleContext,
  uri: string,
  offset: number | undefined,
): (SecretTarget & { readonly name: string }) | { readonly refused: Message } {
  const place = referenceAt(context, uri, offset) ?? tokenAt(context, uri, offset) ?? tokenAt(context, uri);
  if (!place) return { refused: msg('There is no token here that a new one could replace.') };
  if (!canHoldVault(place)) return { refused: NO_LINE };
  return { ...place, name: place.missing ?? freeVaultName(context.model, 'token') };
}

/** The variable around the offset, where a name at the offset says that it is in a vault, and nothing defines it. */
function referenceAt(
  context: RuleContext,
  uri: string,
  offset: number | undefined,
): SecretTarget | undefined {
  const file = context.files.get(uri);
  if (!file || offset === undefined) return undefined;
  const { end } = lineSpan(file.source, lineColumnAt(file.source, offset).line);
  const [name] = /^\w+/.exec(file.source.slice(offset, end)) ?? [];
  if (name === undefined || !isVaultName(name) || context.model.definitionsByName.has(name)) return undefined;
  const around = definitionsIn(context, uri).filter(
    ({ keySpan, value }) => keySpan.end <= offset && value !== undefined && offset <= value.span.end,
  );
  const definition = around.at(-1);
  return definition && { file, definition, missing: name };
}

const PROBLEMS = ['placeholder', 'empty', 'plaintext', 'multiline', 'unusable', 'not-string'] as const;

/** The token on the line of the offset, or the only one: one that refers to nothing, or is no secret yet. */
function tokenAt(context: RuleContext, uri: string, offset?: number): SecretTarget | undefined {
  const isHere = ({ definition: { keySpan }, file: { source } }: SecretTarget): boolean =>
    source.uri === uri &&
    (offset === undefined || lineColumnAt(source, keySpan.start).line === lineColumnAt(source, offset).line);
  const own = PROBLEMS.flatMap((problem) => [...tokensWith(context, problem)]).filter(
    ({ definition }) => definition.name === context.tokenVariable,
  );
  const file = context.files.get(uri);
  const referring = definitionsIn(context, uri).flatMap((definition): SecretTarget[] => {
    const template = definition.name === context.tokenVariable ? templateOf(definition) : undefined;
    const missing = template && bareName(template.text);
    return file && missing !== undefined && !context.model.definitionsByName.has(missing)
      ? [{ file, definition, missing }]
      : [];
  });
  const found = [...referring, ...own].filter(isHere);
  return offset === undefined && found.length > 1 ? undefined : found[0];
}

/** In the order of the text. */
const definitionsIn = ({ model }: RuleContext, uri: string): readonly VariableDefinition[] =>
  [...model.definitionsByName.values()]
    .flat()
    .filter((definition) => definition.uri === uri)
    .sort((a, b) => a.keySpan.start - b.keySpan.start);
