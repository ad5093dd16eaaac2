import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspCompletionItem } from '../toLsp.ts';

export function registerCompletion({ connection, service, features }: Session): void {
  connection.onCompletion(async ({ textDocument, position }) => {
    const items = await service.completeAt(textDocument.uri, fromLspPosition(position));
    return items.map((item) => toLspCompletionItem(item, features.snippets));
  });
}
