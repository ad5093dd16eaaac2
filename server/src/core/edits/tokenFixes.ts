// Fixes for a token: replace it by a strong one, encrypt, quote or remove it. Edits only; rules decide whether one is
// needed.
import type { InventoryModel, ModelFile, VariableDefinition } from '../ansible/model/model.ts';
import type { Fix } from '../diagnostics/rule.ts';
import type { TokenWithProblem } from '../k3s/secrets/token.ts';
import { msg } from '../text/message.ts';
import { lineColumnAt, lineSpan } from '../text/sourceText.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { doubleQuoted, removeEntryEdit, setValueEdit } from '../yaml/edits.ts';
import { findPairAt } from '../yaml/pairs.ts';
import { resolveAlias, type YamlScalar } from '../yaml/tree.ts';

/** 64 characters of `[A-Za-z0-9]` are 380 bits, and nothing between the inventory and the node needs them quoted. */
export const TOKEN_LENGTH = 64;

/** A new token that was never in plain text, where a vault text can stand; otherwise and for clients that cannot ask for passwords, in plain text. */
export const replaceToken = (token: TokenWithProblem): readonly Fix[] => [
  generateToken(token),
  ...(canHoldVault(token) ? [generateEncrypted(token.definition.name)] : []),
];

const generateEncrypted = (name: string): Fix => ({
  title: msg('Generate a strong token and encrypt it into {0} with ansible-vault', vaultNameOf(name)),
  safety: 'unsafe',
  preferred: true,
  request: 'generate-encrypted',
});

/** Defines what a template refers to, encrypted from the start: a token is generated, anything else typed. */
export const defineEncrypted = (name: string, isToken: boolean): Fix =>
  isToken
    ? {
        title: msg('Generate a strong token and encrypt it into {0} with ansible-vault', name),
        safety: 'safe',
        preferred: true,
        request: 'generate-encrypted',
      }
    : {
        title: msg('Type the value of {0}, and encrypt it with ansible-vault', name),
        safety: 'safe',
        preferred: true,
        request: 'type-encrypted',
      };

/** Unsafe: a running cluster knows its token, and refuses another one. */
export const generateToken = ({ definition, file }: TokenWithProblem): Fix => ({
  title: msg('Generate a strong token ({0} characters) in its place', TOKEN_LENGTH),
  safety: 'unsafe',
  preferred: true,
  edits: (environment) => replaceValue(file, definition, doubleQuoted(environment.randomToken(TOKEN_LENGTH))),
});

/** For tokens whose form shows that there is a cluster already. */
export const generateOther = (token: TokenWithProblem): Fix => ({
  ...generateToken(token),
  title: msg(
    'Generate another token ({0} characters), for a new cluster only: it locks the nodes of a running one out',
    TOKEN_LENGTH,
  ),
  preferred: false,
});

/** None where something else stands on the line. */
export function removeToken({ definition, file }: TokenWithProblem): Fix | undefined {
  const edit = removeEntryEdit(file.source, definition);
  if (!edit || isIni(definition)) return undefined;
  return {
    title: msg('Remove the line; the first server then generates a token'),
    safety: 'unsafe',
    edits: () => [edit],
  };
}

/** In order of preference; none where a vault text cannot stand. */
export const encryptToken = (token: TokenWithProblem): readonly Fix[] => encryptValue(token);

type Written = Pick<TokenWithProblem, 'definition' | 'file'>;

/** For the value of a variable, or for the part of it at `part`, which can only be replaced by a reference. */
export function encryptValue({ definition, file }: Written, part?: Span): readonly Fix[] {
  const isWhole = part === undefined || part.start === definition.value?.span.start;
  const isIni = file.document === undefined;
  if (!isIni && !canHoldVault({ definition, file })) return [];
  if (isWhole && definition.name.startsWith('vault_'))
    return isIni ? [] : [{ ...inPlace(definition), preferred: true }];
  const name = isWhole ? vaultNameOf(definition.name) : 'vault_…';
  const indirect: Fix = {
    title: msg('Encrypt with ansible-vault into {0}, and use it from here', name),
    safety: 'safe',
    preferred: true,
    request: 'encrypt-indirect',
  };
  const inFile: Fix = {
    title: msg('Encrypt into {0}, a file of its own; only a reference stays here', vaultPathOf(definition)),
    safety: 'safe',
    request: 'encrypt-file',
  };
  if (isIni) return [{ ...inFile, preferred: true }];
  return isWhole ? [indirect, inFile, inPlace(definition)] : [indirect, inFile];
}

const inPlace = ({ name }: VariableDefinition): Fix => ({
  title:
    name === 'token'
      ? msg('Encrypt in place (!vault); with ansible-core 2.19 or 2.20 the servers may get the ciphertext')
      : msg('Encrypt in place (!vault)'),
  safety: name === 'token' ? 'unsafe' : 'safe',
  request: 'encrypt-inline',
});

/** The variable that holds the ciphertext of another; one that is meant to be encrypted already keeps its name. */
const vaultNameOf = (name: string): string =>
  `vault_${name
    .replace(/^(?:vault_|-+)/, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .toLowerCase()}`;

/** The same, with a number where the inventory has one of that name already. */
export function freeVaultName(
  model: InventoryModel,
  name: string,
  taken: ReadonlySet<string> = new Set(),
): string {
  const wanted = vaultNameOf(name);
  let free = wanted;
  for (let number = 2; model.definitionsByName.has(free) || taken.has(free); number++)
    free = `${wanted}_${number}`;
  return free;
}

/** The file that Ansible reads more variables of the same owner from, relative to the folder of the inventory. */
const vaultPathOf = ({ owner }: VariableDefinition): string => `${owner.kind}_vars/${owner.name}/vault.yml`;

/** A block of its own needs a `key: value` line of its own. */
export function canHoldVault({ definition, file }: Written): boolean {
  const { document, source } = file;
  const placed = findPairAt(document?.root, definition.keySpan);
  if (!placed || placed.mapping.flow || definition.value?.kind === 'alias') return false;
  const line = lineSpan(source, lineColumnAt(source, definition.keySpan.start).line);
  return source.slice(line.start, definition.keySpan.start).trim() === '';
}

function replaceValue(
  { source }: ModelFile,
  definition: VariableDefinition,
  newText: string,
): readonly TextEdit[] {
  const { value } = definition;
  if (isIni(definition)) return [{ span: value?.span ?? definition.keySpan, newText }];
  const header = value?.kind === 'scalar' && isBlock(value) ? endOfHeader(source.text, value) : undefined;
  if (!value || header === undefined) return [setValueEdit(source, definition, newText)];
  // A comment behind the header stays; the block's own lines are removed.
  const { end } = lineSpan(source, lineColumnAt(source, header).line);
  return [
    { span: { start: value.span.start, end: header }, newText },
    { span: { start: Math.min(end, value.span.end), end: value.span.end }, newText: '' },
  ];
}

const isBlock = ({ style }: YamlScalar): boolean => style === 'literal' || style === 'folded';

const endOfHeader = (text: string, { span }: YamlScalar): number =>
  span.start + (/^(?:!\S+\s+)?[|>][-+\d]*/.exec(text.slice(span.start, span.end))?.[0].length ?? 0);

function isIni({ value }: VariableDefinition): boolean {
  const node = resolveAlias(value);
  return node?.kind === 'scalar' && node.style === 'ini';
}

/** The token as written, in quotes. `keepsMeaning`: Ansible read it as the same text before. */
export function quoteToken({ definition, file }: TokenWithProblem, keepsMeaning: boolean): Fix | undefined {
  const { value } = definition;
  if (value?.kind !== 'scalar' || value.tag !== undefined) return undefined;
  // On the host line of an INI file the shell-like syntax takes the first pair of quotes away.
  const isHostLine = isIni(definition) && definition.owner.kind === 'host';
  const written = file.source.slice(value.span.start, value.span.end);
  const quoted = doubleQuoted(written);
  return {
    title: msg('Put the token in quotes'),
    safety: keepsMeaning ? 'safe' : 'unsafe',
    preferred: true,
    edits: () => replaceValue(file, definition, isHostLine ? `'${quoted}'` : quoted),
  };
}

/** Unsafe: a cluster may run with the text as it was understood. */
export const joinLines = ({ definition, file }: TokenWithProblem): Fix => ({
  title: msg('Join the lines into one'),
  safety: 'unsafe',
  edits: () =>
    replaceValue(
      file,
      definition,
      doubleQuoted(textOf(definition).replace(/(?<!\s)[^\S\r\n]*[\r\n]\s*/g, '')),
    ),
});

/** Unsafe: a cluster may run with the white space. */
export const trimToken = ({ definition, file }: TokenWithProblem): Fix => ({
  title: msg('Remove the white space around the token'),
  safety: 'unsafe',
  preferred: true,
  edits: () => replaceValue(file, definition, doubleQuoted(textOf(definition))),
});

/** Unsafe: the hash also protected joining nodes from the wrong server. */
export const keepPassword = ({ definition, file }: TokenWithProblem): Fix => ({
  title: msg('Keep only the password'),
  safety: 'unsafe',
  preferred: true,
  edits: () =>
    replaceValue(file, definition, doubleQuoted(textOf(definition).replace(/^K10[^:]*::[^:]*:/, ''))),
});

const textOf = ({ value }: VariableDefinition): string => {
  const node = resolveAlias(value);
  return node?.kind === 'scalar' ? node.text.trim() : '';
};
