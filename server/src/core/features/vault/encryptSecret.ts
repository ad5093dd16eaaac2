// Encrypts a secret in plain text: into a variable beside it, into an encrypted file, or in place. Password and
// plaintext are used here and kept nowhere.

import { literalOf } from '../../ansible/model/definitions.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import { utf8Bytes } from '../../ansible/vault/bytes.ts';
import { vaultBlock } from '../../ansible/vault/vaultBlock.ts';
import type { VaultEngine, VaultSecret } from '../../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../../ansible/vault/vaultMessages.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { canHoldVault, freeVaultName } from '../../edits/tokenFixes.ts';
import { plainSecrets } from '../../k3s/secrets/plainSecrets.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf, lineColumnAt, lineSpan } from '../../text/sourceText.ts';
import { spanOf, spanTouches } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { indentAt, setValueEdit } from '../../yaml/edits.ts';
import { type FoundSecret, referenceEdits, type SecretChange } from './secretChange.ts';
import { addToVaultFile } from './vaultFile.ts';

/** Which secret of which file to encrypt, and the form it takes: a variable beside it, the whole file, or in place. */
export interface EncryptRequest {
  readonly uri: string;
  readonly form: 'encrypt-indirect' | 'encrypt-file' | 'encrypt-inline';
  /** Used for this call only. */
  readonly password: VaultSecret;
  /** Written into a 1.2 header; `default` and absence give a 1.1 header. */
  readonly vaultId?: string;
  /** Offset in the line of the secret meant; without it, the file's only one. */
  readonly offset?: number;
}

type Result = SecretChange | { readonly refused: Message };

/** The edits that replace the secret by its ciphertext, or the reason why there are none. */
export async function encryptSecret(
  context: RuleContext,
  request: EncryptRequest,
  engine: VaultEngine,
): Promise<Result> {
  const secret = findSecret(context, request);
  if ('refused' in secret) return secret;
  const { file, definition } = secret;
  if (request.form === 'encrypt-file') return addToVaultFile(context, secret, request, engine);
  if (!canHoldVault({ definition, file })) return { refused: NO_LINE };
  const text = await engine.encrypt(utf8Bytes(secret.text), request.password, request.vaultId);
  if (typeof text !== 'string') return { refused: describeFailure(text) };
  const edits =
    request.form === 'encrypt-inline' ? inlineEdits(secret, text) : indirectEdits(context, secret, text);
  return edits ? { edits: new Map([[request.uri, edits]]), created: [], renamed: [] } : { refused: NO_LINE };
}

/** All secrets of a file with one password, each into a variable of its own; those that need another form stay. */
export async function encryptSecrets(
  context: RuleContext,
  { uri, password, vaultId }: Pick<EncryptRequest, 'uri' | 'password' | 'vaultId'>,
  engine: VaultEngine,
): Promise<Result> {
  const secrets = secretsAt(context, { uri }).filter(canHoldVault);
  const distinct = [...new Map(secrets.map((secret) => [secret.span.start, secret])).values()];
  if (distinct.length === 0) return { refused: secretsAt(context, { uri })[0] ? NO_LINE : NONE };
  const taken = new Set<string>();
  const edits: TextEdit[] = [];
  for (const secret of distinct) {
    const text = await engine.encrypt(utf8Bytes(secret.text), password, vaultId);
    if (typeof text !== 'string') return { refused: describeFailure(text) };
    const { definition, slot } = secret;
    const isWhole = !slot || slot.span.start === definition.value?.span.start;
    // A variable that is meant to be encrypted keeps its name.
    const isNamedSo = isWhole && definition.name.startsWith('vault_');
    const inline = isNamedSo ? inlineEdits({ ...secret, slot: undefined }, text) : undefined;
    edits.push(...(inline ?? indirectEdits(context, secret, text, taken)));
  }
  return { edits: new Map([[uri, edits]]), created: [], renamed: [] };
}

const NONE = msg('There is no secret in plain text here.');

/** Why a vault text cannot stand at a place. */
export const NO_LINE = msg(
  'An encrypted value needs a "key: value" line of its own in YAML. Write the value on one, or encrypt it into a file of its own.',
);

/** The secret in plain text that a request means. */
export function findSecret(
  context: RuleContext,
  { uri, offset }: Pick<EncryptRequest, 'uri' | 'offset'>,
): FoundSecret | { readonly refused: Message } {
  const [first, ...others] = secretsAt(context, { uri, offset });
  if (!first) return { refused: NONE };
  if (others.length === 0) return first;
  return { refused: msg('There are several secrets in this file; choose the fix at one of them.') };
}

/** Those that an offset may mean; without it, all of the file. */
export function secretsAt(
  context: RuleContext,
  { uri, offset }: Pick<EncryptRequest, 'uri'> & { readonly offset?: number | undefined },
): readonly FoundSecret[] {
  const file = context.files.get(uri);
  const secrets = file ? secretsOf(context, file) : [];
  if (offset === undefined) return secrets;
  const chosen = secrets.filter((secret) => isOnLines(secret, offset));
  // A key's line can hold several secrets: the offset is in one of them, or the choice is ambiguous.
  const touched = chosen.filter(({ span }) => spanTouches(span, offset));
  return touched.length === 1 ? touched : chosen;
}

/** Tokens in plain text are secrets whatever else is wrong with them. */
function secretsOf(context: RuleContext, file: ModelFile): readonly FoundSecret[] {
  const tokens = (['plaintext', 'placeholder', 'multiline', 'unusable', 'not-string'] as const).flatMap(
    (problem) =>
      [...tokensWith(context, problem)].flatMap((token) => {
        const scalar = literalOf(token.definition);
        return scalar && token.definition.name === context.tokenVariable
          ? [{ ...token, name: 'token', text: scalar.text, span: scalar.span, slot: undefined }]
          : [];
      }),
  );
  const others = [...plainSecrets(context)].map((secret) => ({
    ...secret,
    slot: secret.place === 'variable' || secret.place === 'referred' ? undefined : secret.slot,
  }));
  return [...tokens, ...others].filter((secret) => secret.file.source.uri === file.source.uri);
}

function isOnLines({ file: { source }, definition, span, slot }: FoundSecret, offset: number): boolean {
  const start = slot ? span.start : definition.keySpan.start;
  const first = lineSpan(source, lineColumnAt(source, start).line).start;
  const last = lineSpan(source, lineColumnAt(source, Math.max(span.end, definition.keySpan.end)).line).end;
  return first <= offset && offset <= last;
}

/** The ciphertext in a variable of its own just above, and a reference to it. */
function indirectEdits(
  { model }: RuleContext,
  secret: FoundSecret,
  vaultText: string,
  taken = new Set<string>(),
): readonly TextEdit[] {
  const { definition, file } = secret;
  const { source } = file;
  const lineBreak = lineBreakOf(source);
  const indent = indentAt(source, definition.keySpan.start);
  const name = freeVaultName(model, secret.name, taken);
  taken.add(name);
  const { start } = lineSpan(source, lineColumnAt(source, definition.keySpan.start).line);
  const block = vaultBlock(vaultText, indent.length + 2, lineBreak);
  return [
    { span: spanOf(start, start), newText: `${indent}${name}: ${block}${lineBreak}` },
    ...referenceEdits(secret, name),
  ];
}

/** The block's lines go below the value's line, so that a comment stays behind the header, where YAML allows it. */
function inlineEdits(
  { definition, file: { source }, slot }: FoundSecret,
  vaultText: string,
): TextEdit[] | undefined {
  if (slot) return undefined;
  const lineBreak = lineBreakOf(source);
  const block = vaultBlock(vaultText, indentAt(source, definition.keySpan.start).length + 2, lineBreak);
  const headerEnd = block.indexOf(lineBreak);
  const header = setValueEdit(source, definition, block.slice(0, headerEnd));
  const { end } = lineSpan(source, lineColumnAt(source, header.span.end).line);
  return [header, { span: { start: end, end }, newText: block.slice(headerEnd) }];
}
