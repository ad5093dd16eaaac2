// Vault texts of an inventory, where they are written, and what is wrong with their form. Needs no password.

import { derived, followed } from '../../ansible/model/derived.ts';
import type { InventoryModel, ModelFile } from '../../ansible/model/model.ts';
import { parseVaultEnvelope, type VaultProblem } from '../../ansible/vault/vaultEnvelope.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { allFound, type Findings, searchTree, type TreeSearch } from '../../yaml/incremental/treeSearch.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { type WrittenScalar, writtenScalars } from '../../yaml/writtenScalars.ts';

/** Where it is written, without the keys that lead to it. */
export type VaultScalar = Omit<WrittenScalar, 'keys'>;

/** Every scalar of the files in which there may be a vault text; INI has none. */
export function* vaultScalars({
  model,
  files,
}: RuleContext): Generator<VaultScalar & { readonly file: ModelFile }, void, undefined> {
  for (const file of files.values())
    for (const written of vaultScalarsIn(model, file)) yield { ...written, file };
}

const vaultScalarsIn = (model: InventoryModel, { source, document }: ModelFile): readonly VaultScalar[] =>
  derived(model, `vault texts in ${source.uri}`, () => {
    const found = followed<Findings<VaultScalar> | undefined>(
      model,
      `search for vault texts in ${source.uri}`,
      (_, before) => {
        // Nearly all files have none.
        if (!mayHaveVaultTexts(model, source)) return undefined;
        const root = document?.root;
        return root?.kind === 'mapping' ? searchTree(SEARCH, root, undefined, before) : undefined;
      },
    );
    if (found) return allFound(found);
    return mayHaveVaultTexts(model, source) ? [...writtenScalars(document?.root)].filter(isVaultText) : NONE;
  });

const VAULT_TEXT = /!vault|\$ANSIBLE_VAULT/g;

const mayHaveVaultTexts = (model: InventoryModel, source: SourceText): boolean =>
  derived(model, `whether ${source.uri} may have vault texts`, () => source.pieces.has(VAULT_TEXT));

const SEARCH: TreeSearch<VaultScalar, undefined> = {
  inMapping: () => NONE,
  inValue(value, pair, mapping) {
    if (value.kind === 'scalar') {
      const written = { scalar: value, pair, mapping };
      return isVaultText(written) ? [written] : NONE;
    }
    const inside = [...writtenScalars(value)].filter(isVaultText);
    return inside.length > 0 ? inside : NONE;
  },
  below: () => undefined,
};

const NONE: readonly VaultScalar[] = [];

const isVaultText = ({ scalar: { type, text } }: VaultScalar): boolean =>
  type === 'vault' || (type === 'str' && text.includes('$ANSIBLE_VAULT'));

/** A problem with its place in the file, on one line. */
export type PlacedVaultProblem = Pick<VaultProblem, 'detail' | 'fatal'> & {
  readonly file: ModelFile;
  readonly span: Span;
};

export function* vaultProblems(context: RuleContext): Generator<PlacedVaultProblem, void, undefined> {
  for (const { scalar, file } of vaultScalars(context)) {
    if (scalar.type !== 'vault') continue;
    for (const { detail, fatal, span } of told(scalar.text)) {
      const isVisible = span.end > span.start && scalar.text.trim() !== '';
      const found = isVisible ? spanInFile(file.source, scalar, span) : scalar.span;
      yield { file, detail, fatal, span: lineOf(file.source, found) };
    }
  }
  for (const file of context.vaulted.values())
    for (const { detail, fatal, span } of told(file.source.text))
      yield {
        file,
        detail,
        fatal,
        span: lineOf(file.source, span.end > span.start ? span : spanOf(0, file.source.pieces.length)),
      };
}

/** The first that makes it useless: what follows from it need not be said; without one, the first of the others. */
function told(text: string): readonly VaultProblem[] {
  const { problems } = parseVaultEnvelope(text);
  return [problems.find(({ fatal }) => fatal) ?? problems[0]].filter((problem) => problem !== undefined);
}
