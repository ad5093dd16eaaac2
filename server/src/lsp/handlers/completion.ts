// Answers textDocument/completion.
import { answering } from '../answer.ts';
import { completionFor } from '../forClient.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspCompletionItem } from '../toLsp.ts';

export function registerCompletion(session: Session): void {
  const { connection, service, features } = session;
  connection.onCompletion(
    answering(
      session,
      'completion',
      { isIncomplete: false, items: [] },
      async ({ textDocument, position }) => {
        const { items, isIncomplete } = await service.completeAt(textDocument.uri, fromLspPosition(position));
        return {
          isIncomplete,
          items: items.map((item) =>
            completionFor(toLspCompletionItem(item, textDocument.uri, features), features),
          ),
        };
      },
    ),
  );
}
