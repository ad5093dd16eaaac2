import { MarkupKind } from 'vscode-languageserver';
import { fromLspPosition } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspRange } from '../toLsp.ts';

export function registerHover({ connection, service }: Session): void {
  connection.onHover(async ({ textDocument, position }) => {
    const hover = await service.hoverAt(textDocument.uri, fromLspPosition(position));
    return hover
      ? { range: toLspRange(hover), contents: { kind: MarkupKind.Markdown, value: hover.markdown } }
      : null;
  });
}
