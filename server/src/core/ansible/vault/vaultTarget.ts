// The vault texts of a file, where they stand, and the edits that put others in their place. Touches nothing else of
// the file: neither comments nor indentation nor line ends.
import { perItem } from '../../query/query.ts';
import { lineBreakOf, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf, spanTouches } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { indentAt } from '../../yaml/edits.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import type { YamlDocument } from '../../yaml/tree.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';
import type { ParsedFile } from '../files/documents.ts';
import { MAGIC, parseVaultEnvelope } from './vaultEnvelope.ts';

/** One vault text in a file, and all spans that an edit of it may need. */
export interface VaultTarget {
  readonly kind: 'file' | 'value';
  /** The vault text as it can be decrypted; it also identifies the target after edits elsewhere. */
  readonly vaultText: string;
  /** What a cursor stands in: key and value, or the whole file. */
  readonly span: Span;
  /** The lines of the vault text themselves. */
  readonly body: Span;
  /** Tag, block header and lines: what a plain value replaces. */
  readonly value: Span;
  /** The key, for a value. */
  readonly name?: string;
  readonly vaultId?: string;
}

/** Those of a file, remembered for as long as its text stays: editors ask at every move of the cursor. */
export const targetsOf = perItem(({ source, document }: Pick<ParsedFile, 'source' | 'document'>) =>
  vaultTargets(source, document),
);

/** In document order; one for a file that is encrypted as a whole. */
export function vaultTargets(source: SourceText, document: YamlDocument): readonly VaultTarget[] {
  // Nearly all files have none, and then their text need not be joined.
  if (!source.pieces.has(VAULT_TEXT)) return [];
  const { text } = source;
  if (text.startsWith(MAGIC)) {
    const whole = spanOf(0, text.length);
    return [{ kind: 'file', vaultText: text, span: whole, body: whole, value: whole, ...labelOf(text) }];
  }
  return [...writtenScalars(document.root)].flatMap(({ scalar, keys, pair }) => {
    if (scalar.type !== 'vault' || scalar.style !== 'literal') return [];
    const place = scalarOffsetMap(scalar, text);
    const body = place.spanAt(0, scalar.text.trimEnd().length);
    const value = spanOf(scalar.span.start, scalar.span.end);
    const span = spanOf(pair?.key.span.start ?? value.start, value.end);
    const name = keys.at(-1);
    const named = name === undefined ? {} : { name };
    return [
      {
        kind: 'value' as const,
        vaultText: scalar.text,
        span,
        body,
        value,
        ...named,
        ...labelOf(scalar.text),
      },
    ];
  });
}

const VAULT_TEXT = /!vault|\$ANSIBLE_VAULT/g;

const labelOf = (vaultText: string): { readonly vaultId?: string } => {
  const { vaultId } = parseVaultEnvelope(vaultText);
  return vaultId === undefined ? {} : { vaultId };
};

/** The one at the offset; without an offset, the only one. */
export function vaultTargetAt(targets: readonly VaultTarget[], offset?: number): VaultTarget | undefined {
  if (offset !== undefined) return targets.find(({ span }) => spanTouches(span, offset));
  return targets.length === 1 ? targets[0] : undefined;
}

/** The one with this very vault text; of several the one nearest to where it was. */
export function sameVaultTarget(
  targets: readonly VaultTarget[],
  vaultText: string,
  near: number,
): VaultTarget | undefined {
  const bare = (text: string): string => text.replaceAll('\r', '').trim();
  const same = targets.filter((target) => bare(target.vaultText) === bare(vaultText));
  return same.toSorted((a, b) => Math.abs(a.span.start - near) - Math.abs(b.span.start - near))[0];
}

/** Replaces the vault text of the target, indented and broken into lines like the previous one. */
export function resealEdit(source: SourceText, target: VaultTarget, vaultText: string): TextEdit {
  const lineBreak = lineBreakOf(source);
  const lines = vaultText.trim().split('\n');
  if (target.kind === 'file') return { span: target.body, newText: lines.join(lineBreak) + lineBreak };
  const margin = indentAt(source, target.body.start);
  return { span: target.body, newText: lines.join(lineBreak + margin) };
}
