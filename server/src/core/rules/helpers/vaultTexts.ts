// Vault texts of an inventory, where they are written, and what is wrong with their form. Needs no password.
import { type Span, spanOf } from '../../text/span.ts';
import { parseVaultEnvelope, type VaultProblem } from '../../vault/vaultEnvelope.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { type WrittenScalar, writtenScalars } from '../../yaml/writtenScalars.ts';
import type { ModelFile, RuleContext } from '../rule.ts';
import { lineOf } from './spanInFile.ts';

const VAULT_TEXT = /!vault|\$ANSIBLE_VAULT/g;

/** Every scalar of the files with vault texts that Ansible reads; INI has none. */
export function* scalarsOfFiles({
  files,
}: RuleContext): Generator<WrittenScalar & { readonly file: ModelFile }, void, undefined> {
  for (const file of files.values()) {
    // Nearly all files have none.
    if (!file.source.pieces.has(VAULT_TEXT)) continue;
    for (const written of writtenScalars(file.document?.root)) yield { ...written, file };
  }
}

/** A problem with its place in the file, on one line. */
export type PlacedVaultProblem = Pick<VaultProblem, 'detail' | 'fatal'> & {
  readonly file: ModelFile;
  readonly span: Span;
};

export function* vaultProblems(context: RuleContext): Generator<PlacedVaultProblem, void, undefined> {
  for (const { scalar, file } of scalarsOfFiles(context)) {
    if (scalar.type !== 'vault') continue;
    const places = scalarOffsetMap(scalar, file.source.pieces);
    for (const { detail, fatal, span } of told(scalar.text)) {
      const found = places.spanAt(span.start, span.end);
      const isVisible = found.end > found.start && scalar.text.trim() !== '';
      yield { file, detail, fatal, span: lineOf(file.source, isVisible ? found : scalar.span) };
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
