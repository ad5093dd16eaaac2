import { completionFor } from '../forClient.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspCompletionItem } from '../toLsp.ts';

export function registerCompletion({ connection, service, features }: Session): void {
  connection.onCompletion(async ({ textDocument, position }) => {
    const { items, isIncomplete } = await service.completeAt(textDocument.uri, fromLspPosition(position));
    return {
      isIncomplete,
      items: items.map((item) => completionFor(toLspCompletionItem(item, features.snippets), features)),
    };
  });
}
