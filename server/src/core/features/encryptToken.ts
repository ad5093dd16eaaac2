// Encrypts the token where it stands. The password and the plaintext are used here and kept nowhere.
import type { VariableDefinition } from '../inventory/model.ts';
import { definitionsAt, literalOf } from '../rules/helpers/definitions.ts';
import { canHoldVault } from '../rules/helpers/tokenFixes.ts';
import type { FixRequest, ModelFile, RuleContext } from '../rules/rule.ts';
import { type Message, msg } from '../text/message.ts';
import { lineBreakOf, lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { utf8Bytes } from '../vault/bytes.ts';
import { type EncryptFailure, encryptVault } from '../vault/vault.ts';
import { vaultBlock } from '../vault/vaultBlock.ts';
import type { VaultCrypto } from '../vault/vaultCrypto.ts';
import { indentAt, setValueEdit } from '../yaml/edits.ts';
import type { YamlScalar } from '../yaml/tree.ts';

export interface EncryptRequest {
  readonly uri: string;
  readonly form: FixRequest;
  /** Used for this call only. */
  readonly password: string;
  /** Written into a 1.2 header; `default` and absence give a 1.1 header. */
  readonly vaultId?: string;
  /** Offset in the definition meant; without it, the file's only token in plain text. */
  readonly offset?: number;
}

export type EncryptResult = { readonly edits: readonly TextEdit[] } | { readonly refused: Message };

/** The edits that put the token's ciphertext in place of its plaintext, or the reason why not. */
export async function encryptToken(
  context: RuleContext,
  request: EncryptRequest,
  crypto: VaultCrypto,
): Promise<EncryptResult> {
  const file = context.files.get(request.uri);
  const target = file && findTarget(context, request, file);
  if (!file || !target) return { refused: msg('There is no token in plain text here.') };
  if ('refused' in target) return target;
  const text = await encryptVault(utf8Bytes(target.scalar.text), request.password, {
    crypto,
    ...(request.vaultId !== undefined && { vaultId: request.vaultId }),
  });
  if (typeof text !== 'string') return { refused: FAILURES[text.error] };
  return { edits: editsFor(context, file, target.definition, request.form, text) };
}

const FAILURES: Record<EncryptFailure['error'], Message> = {
  'empty-password': msg('The password must not be empty.'),
  'invalid-vault-id': msg('A vault id is printable ASCII without semicolons.'),
  'already-encrypted': msg('The value is a vault text already.'),
};

type Target = { readonly definition: VariableDefinition; readonly scalar: YamlScalar };

function findTarget(
  { model }: RuleContext,
  { uri, offset }: EncryptRequest,
  file: ModelFile,
): Target | { readonly refused: Message } | undefined {
  const targets = definitionsAt(model, 'token').flatMap((definition) => {
    const scalar = literalOf(definition);
    return definition.uri === uri && scalar && scalar.text.trim() !== '' ? [{ definition, scalar }] : [];
  });
  const chosen = offset === undefined ? targets : targets.filter((target) => isOnLines(target, offset));
  if (chosen.length > 1)
    return { refused: msg('There are several tokens in this file; choose the fix at one of them.') };
  const [target] = chosen;
  if (!target) return undefined;
  if (!canHoldVault({ definition: target.definition, file }))
    return {
      refused: msg(
        'An encrypted value needs a "key: value" line of its own in YAML. Write the token on one, then encrypt it.',
      ),
    };
  return target;
}

const isOnLines = ({ definition, scalar }: Target, offset: number): boolean =>
  definition.keySpan.start <= offset && offset <= Math.max(scalar.span.end, definition.keySpan.end);

function editsFor(
  { model }: RuleContext,
  { source }: ModelFile,
  definition: VariableDefinition,
  form: FixRequest,
  vaultText: string,
): readonly TextEdit[] {
  const indent = indentAt(source, definition.keySpan.start);
  const lineBreak = lineBreakOf(source);
  const block = vaultBlock(vaultText, indent.length + 2, lineBreak);
  if (form === 'encrypt-inline') return inlineEdits(source, definition, block, lineBreak);
  const name = freeName(new Set(model.definitions.map((d) => d.name)));
  const start = lineSpan(source, lineColumnAt(source, definition.keySpan.start).line).start;
  return [
    { span: { start, end: start }, newText: `${indent}${name}: ${block}${lineBreak}` },
    setValueEdit(source, definition, `"{{ ${name} | trim }}"`),
  ];
}

/** The block's lines go below the value's line, so that a comment stays behind the header, where YAML allows it. */
function inlineEdits(
  source: SourceText,
  definition: VariableDefinition,
  block: string,
  lineBreak: string,
): TextEdit[] {
  const headerEnd = block.indexOf(lineBreak);
  const header = setValueEdit(source, definition, block.slice(0, headerEnd));
  const { end } = lineSpan(source, lineColumnAt(source, header.span.end).line);
  return [header, { span: { start: end, end }, newText: block.slice(headerEnd) }];
}

/** `vault_token`, or with a number when the inventory already has one. */
function freeName(taken: ReadonlySet<string>): string {
  let name = 'vault_token';
  for (let number = 2; taken.has(name); number++) name = `vault_token_${number}`;
  return name;
}
