// Answers textDocument/hover.
import { ErrorCodes, type Position, ResponseError } from 'vscode-languageserver';
import { formatMessage, type HoverInfo, type Message, msg } from '../../core/index.ts';
import { type Command, commandId } from '../../protocol/commands.ts';
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
      const reveal = isMore ? [revealing({ uri, position })] : [];
      const markdown =
        features.prompts && hover.brief ? inBrief(hover.brief, reveal) : withLinks(hover.markdown, reveal);
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

  const link = (text: Message, command: Command, argument: unknown): string => {
    const target = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (sign) =>
      sign === '(' ? '%28' : '%29',
    );
    return `[${formatMessage(text, bundle)}](command:${commandId(command)}?${target})`;
  };

  /** An editor that opens pages needs no more than what is to be seen at once. */
  const inBrief = (
    { markdown, variable }: NonNullable<HoverInfo['brief']>,
    links: readonly string[],
  ): string =>
    `${markdown}\n\n${[...links, link(msg('More about {0}', variable), 'openPage', variable)].join(' · ')}`;

  /** A secret is shown on a click, never on hovering alone. */
  const revealing = (place: { readonly uri: string; readonly position: Position }): string =>
    link(msg('Show what is hidden here'), 'showHidden', place);
}

/** Right after the value, where they are seen without scrolling. */
function withLinks(markdown: string, links: readonly string[]): string {
  const paragraphs = markdown.split('\n\n');
  return [...paragraphs.slice(0, 2), ...links, ...paragraphs.slice(2)].join('\n\n');
}
