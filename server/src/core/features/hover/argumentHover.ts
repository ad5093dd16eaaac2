// What a flag among the arguments of K3s means.
import { argumentTextAt, readArguments } from '../../k3s/config/argumentText.ts';
import { findFlag } from '../../k3s/config/flags.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { type Message, msg } from '../../text/message.ts';
import { type Span, spanTouches } from '../../text/span.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { describeFlag } from '../wording/flagText.ts';

interface ArgumentHover {
  readonly span: Span;
  readonly markdown: readonly Message[];
}

/** `undefined` where no known flag stands. */
export function argumentHoverAt(
  context: InventoryContext,
  uri: string,
  offset: number,
): ArgumentHover | undefined {
  const text = argumentTextAt(context, uri, offset);
  if (!text) return undefined;
  const index = scalarOffsetMap(text.scalar, text.file.source.pieces).indexAt(offset);
  const read = readArguments(text).flags.find(({ span }) => spanTouches(span, index));
  const flag = read && findFlag(read.name);
  if (!flag) return undefined;
  return {
    span: text.place(read.span),
    markdown: [
      msg('**{0}**', `--${flag.name}`),
      ...describeFlag(flag),
      ...(read.flag ? [] : [msg('Agents do not start with it.')]),
      text.scope === 'server' ? msg('Argument of K3s servers') : msg('Argument of K3s agents'),
    ],
  };
}
