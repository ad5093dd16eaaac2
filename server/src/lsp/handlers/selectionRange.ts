import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspSelectionRange } from '../toLspAssistance.ts';

export function registerSelectionRanges({ connection, service }: Session): void {
  connection.onSelectionRanges(({ textDocument, positions }) =>
    Promise.all(
      positions.map(async (position) => {
        const ranges = await service.selectionRangesAt(textDocument.uri, fromLspPosition(position));
        return toLspSelectionRange(ranges, position);
      }),
    ),
  );
}
