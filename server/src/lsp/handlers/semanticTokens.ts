import { fromLspRange } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSemanticTokens } from '../toLspAssistance.ts';

export function registerSemanticTokens({ connection: { languages }, service }: Session): void {
  languages.semanticTokens.on(async ({ textDocument }) =>
    toLspSemanticTokens(await service.semanticTokensIn(textDocument.uri)),
  );
  languages.semanticTokens.onRange(async ({ textDocument, range }) =>
    toLspSemanticTokens(await service.semanticTokensIn(textDocument.uri, fromLspRange(range))),
  );
}
