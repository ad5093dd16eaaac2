// Answers textDocument/hover.
import { ErrorCodes, type Position, ResponseError } from 'vscode-languageserver';
import { formatMessage, msg } from '../../core/index.ts';
import { commandId } from '../../protocol/commands.ts';
import { hiddenText } from '../../protocol/status.ts';
import { answering } from '../answer.ts';
import { documentationFor } from '../forClient.ts';
import { fromLspPosition, fromLspVaultRequest } from '../fromLsp.ts';
import { plainText } from '../plainText.ts';
import type { Session } from '../session.ts';
import { toLspRange } from '../toLsp.ts';

export function registerHover(session: Session): void {
  const { connection, service, features, bundle } = session;
  connection.onHover(
    answering(session, 'hover', null, async ({ textDocument, position }) => {
      const { uri } = textDocument;
      const hover = await service.hoverAt(uri, fromLspPosition(position));
      if (!hover) return null;
      const isMore =
        features.prompts && (await service.hiddenAt(uri, fromLspPosition(position))) !== undefined;
      const markdown = isMore ? withLink(hover.markdown, revealing({ uri, position })) : hover.markdown;
      return { range: toLspRange(hover), contents: documentationFor(markdown, features.hoverFormat) };
    }),
  );
  connection.onRequest(hiddenText.name, async (params: unknown) => {
    const request = fromLspVaultRequest(params);
    if (!request?.position)
      return new ResponseError(ErrorCodes.InvalidParams, `${hiddenText.name}: place missing`);
    const hidden = await service.hiddenAt(request.uri, request.position);
    return hidden === undefined ? null : { text: plainText(hidden) };
  });

  /** A secret is shown on a click, never on hovering alone. */
  function revealing(place: { readonly uri: string; readonly position: Position }): string {
    const target = encodeURIComponent(JSON.stringify([place])).replace(/[()]/g, (sign) =>
      sign === '(' ? '%28' : '%29',
    );
    return `[${formatMessage(msg('Show what is hidden here'), bundle)}](command:${commandId('showHidden')}?${target})`;
  }
}

/** Right after the value, where it is seen without scrolling. */
function withLink(markdown: string, link: string): string {
  const paragraphs = markdown.split('\n\n');
  return [...paragraphs.slice(0, 2), link, ...paragraphs.slice(2)].join('\n\n');
}
