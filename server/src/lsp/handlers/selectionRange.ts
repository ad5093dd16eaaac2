// Answers textDocument/selectionRange.
import { answering } from '../answer.ts';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSelectionRange } from '../toLspAssistance.ts';

export function registerSelectionRange(session: Session): void {
  const { connection, service } = session;
  connection.onSelectionRanges(
    answering(session, 'selection ranges', [], ({ textDocument, positions }) =>
      Promise.all(
        positions.map(async (position) => {
          const ranges = await service.selectionRangesAt(textDocument.uri, fromLspPosition(position));
          return toLspSelectionRange(ranges, position);
        }),
      ),
    ),
  );
}
