// Vault texts of an inventory, where they are written, and what is wrong with their form. Needs no password.

import type { ModelFile, ModelFiles } from '../../ansible/model/model.ts';
import { isCiphertext } from '../../ansible/vault/ciphertext.ts';
import { parseVaultEnvelope, type VaultProblem } from '../../ansible/vault/vaultEnvelope.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { isWorthKeeping, type Picked, pickFrom } from '../../query/picked.ts';
import { fold, query } from '../../query/query.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import type { YamlMapping, YamlPair, YamlScalar } from '../../yaml/tree.ts';
import { type WrittenScalar, writtenScalars } from '../../yaml/writtenScalars.ts';

/** Where it is written, and its keys. */
export type VaultScalar = Omit<WrittenScalar, 'keys'>;

/** Every scalar of the files in which there may be a vault text; INI has none. */
export function* vaultScalars(
  context: RuleContext,
): Generator<VaultScalar & { readonly file: ModelFile }, void, undefined> {
  for (const [uri, file] of context.files)
    for (const written of vaultScalarsIn(context, uri)) yield { ...written, file };
}

const vaultScalarsIn = query((context: ModelFiles, uri: string): readonly VaultScalar[] => {
  const found = searchFile(context, uri);
  if (found) return allFound(found);
  if (!mayHaveVaultTexts(context, uri)) return NONE;
  return [...writtenScalars(context.files.get(uri)?.document?.root)].filter(isVaultText);
});

/** By entry of a mapping: what was found in its value, or in the mapping that its value is. */
interface Searched extends Picked<YamlPair, readonly VaultScalar[] | Searched> {}

const searchFile = fold((before: Searched | undefined, context: ModelFiles, uri: string) => {
  // Nearly all files have none.
  if (!mayHaveVaultTexts(context, uri)) return undefined;
  const root = context.files.get(uri)?.document?.root;
  return root?.kind === 'mapping' ? searchIn(root, before) : undefined;
});

const VAULT_TEXT = /!vault|\$ANSIBLE_VAULT/g;

const mayHaveVaultTexts = query(
  ({ files }: ModelFiles, uri: string): boolean => files.get(uri)?.source.pieces.has(VAULT_TEXT) ?? false,
);

const searchIn = ({ pairs, flow }: YamlMapping, before?: Searched): Searched =>
  pickFrom<YamlPair, readonly VaultScalar[] | Searched>(before, pairs, (pair, known) => {
    const { value } = pair;
    if (value?.kind === 'mapping') {
      const inside = searchIn(value, known && 'found' in known ? known : undefined);
      return isWorthKeeping(inside) ? inside : undefined;
    }
    const written =
      value?.kind === 'scalar' ? [{ scalar: value, pair, isInFlow: flow }] : writtenScalars(value);
    const found = [...written].filter(isVaultText);
    return found.length > 0 ? found : undefined;
  });

/** In no particular order. */
const allFound = ({ found }: Searched): readonly VaultScalar[] =>
  [...found.values()].flatMap((inside) => ('found' in inside ? allFound(inside) : inside));

const NONE: readonly VaultScalar[] = [];

const isVaultText = ({ scalar }: VaultScalar): boolean =>
  isCiphertext(scalar) || (scalar.type === 'str' && scalar.text.includes('$ANSIBLE_VAULT'));

/** A problem with its place in the file, on one line. */
export type PlacedVaultProblem = Pick<VaultProblem, 'detail' | 'fatal'> & {
  readonly file: ModelFile;
  readonly span: Span;
  /** Absent for a file that is encrypted as a whole. */
  readonly scalar?: YamlScalar;
};

/** One problem per vault text ({@link reported}): of `!vault` scalars first, then of files encrypted as a whole. */
export function* vaultProblems(context: RuleContext): Generator<PlacedVaultProblem, void, undefined> {
  for (const { scalar, file } of vaultScalars(context)) {
    if (scalar.type !== 'vault') continue;
    for (const { detail, fatal, span } of reported(scalar.text)) {
      const isVisible = span.end > span.start && scalar.text.trim() !== '';
      const found = isVisible ? spanInFile(file.source, scalar, span) : scalar.span;
      yield { file, detail, fatal, scalar, span: lineOf(file.source, found) };
    }
  }
  for (const file of context.vaulted.values())
    for (const { detail, fatal, span } of reported(file.source.text))
      yield {
        file,
        detail,
        fatal,
        span: lineOf(file.source, span.end > span.start ? span : spanOf(0, file.source.pieces.length)),
      };
}

/**
 * The first problem that makes it useless, because later ones may follow from it; without one, the first of the others.
 */
function reported(text: string): readonly VaultProblem[] {
  const { problems } = parseVaultEnvelope(text);
  return [problems.find(({ fatal }) => fatal) ?? problems[0]].filter((problem) => problem !== undefined);
}
