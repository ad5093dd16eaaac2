// Everything that can be asked of a document, as an editor asks it.
import type { LanguageService } from '../../server/src/core/index.ts';

type Ask = (service: LanguageService, uri: string, text: string) => Promise<unknown>;

const END = { line: 1e9, column: 0 };
const ALL = { start: { line: 0, column: 0 }, end: END };

/** In the middle, and at the end of the line before the last. */
function placesIn(text: string): readonly { readonly line: number; readonly column: number }[] {
  const lines = text.split('\n');
  const last = Math.max(0, lines.length - 2);
  const middle = Math.floor(lines.length / 2);
  return [
    { line: last, column: lines[last]?.length ?? 0 },
    { line: last, column: Math.floor((lines[last]?.length ?? 0) / 2) },
    { line: middle, column: Math.floor((lines[middle]?.length ?? 0) / 2) },
  ];
}

const atPlaces =
  (
    ask: (service: LanguageService, uri: string, at: { line: number; column: number }) => Promise<unknown>,
  ): Ask =>
  async (service, uri, text) => {
    for (const place of placesIn(text)) await ask(service, uri, place);
  };

export const QUESTIONS: Readonly<Record<string, Ask>> = {
  check: (service, uri) => service.check(uri, {}),
  fixes: (service, uri) => service.offerFixes(uri, ALL, {}),
  complete: atPlaces((service, uri, place) => service.completeAt(uri, place)),
  hover: atPlaces((service, uri, place) => service.hoverAt(uri, place)),
  definition: atPlaces((service, uri, place) => service.definitionsAt(uri, place)),
  signature: atPlaces((service, uri, place) => service.signatureAt(uri, place)),
  ranges: atPlaces((service, uri, place) => service.selectionRangesAt(uri, place)),
  braces: atPlaces((service, uri, place) => service.closeBracesAt(uri, place)),
  hints: (service, uri) => service.inlayHintsIn(uri, ALL),
  tokens: (service, uri) => service.semanticTokensIn(uri),
  symbols: (service, uri) => service.symbolsOf(uri),
  links: (service, uri) => service.linksOf(uri),
  vaults: (service, uri) => service.vaultsIn(uri),
  vaultActions: (service, uri) => service.vaultActions(uri, ALL),
};
