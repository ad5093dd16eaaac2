// Answers textDocument/semanticTokens.
import { answering } from '../answer.ts';
import { fromLspRange } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSemanticTokens } from '../toLspAssistance.ts';

export function registerSemanticTokens(session: Session): void {
  const {
    connection: { languages },
    service,
  } = session;
  languages.semanticTokens.on(
    answering(session, 'semantic tokens', { data: [] }, async ({ textDocument }) =>
      toLspSemanticTokens(await service.semanticTokensIn(textDocument.uri)),
    ),
  );
  languages.semanticTokens.onRange(
    answering(session, 'semantic tokens', { data: [] }, async ({ textDocument, range }) =>
      toLspSemanticTokens(await service.semanticTokensIn(textDocument.uri, fromLspRange(range))),
    ),
  );
}
