// Answers textDocument/foldingRange.
import { answering } from '../answer.ts';
import type { Session } from '../session.ts';
import { toLspFoldingRange } from '../toLspAssistance.ts';

/** VS Code's limit, for clients that announce none. */
const USUAL_LIMIT = 5000;

/** `null` for what is no inventory of ours: an editor then folds by indentation. */
export function registerFoldingRange(session: Session): void {
  const { connection, service, features } = session;
  connection.onFoldingRanges(
    answering(session, 'folding ranges', null, async ({ textDocument }) => {
      const { limit, collapsedText } = features.folding;
      const ranges = await service.foldingRangesOf(textDocument.uri, limit ?? USUAL_LIMIT);
      return ranges?.map((range) => toLspFoldingRange(range, collapsedText, session.bundle)) ?? null;
    }),
  );
}
