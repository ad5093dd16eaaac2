// The one place where positions are converted for clients that count in another unit than UTF-16: between transport and
// handlers, in both directions.
import type { Message, Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { lineSpan, type SourceText } from '../../core/index.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { changed } from '../openTexts.ts';
import {
  type Convert,
  documentOf,
  documentsWithPositions,
  withPositions,
  withTokenPositions,
} from './messagePositions.ts';
import { convertColumn, type PositionEncoding } from './positionEncoding.ts';

/** The texts that positions are places in. */
export interface Texts {
  /** What the client has open. */
  open(uri: string): SourceText | undefined;
  read(uri: string): Promise<SourceText | undefined>;
}

type Known = ReadonlyMap<string, SourceText>;
type Request = { readonly method: string; readonly uri: string | undefined };
type Fields = Message & {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
};

/** Leaves positions as they are until the texts are known. */
export class PositionConverter {
  private readonly encoding: PositionEncoding;
  private readonly texts: () => Texts | undefined;
  /** Requests that wait for their answers, because an answer does not say what it is about. */
  private readonly asked = new Map<unknown, Request>();
  private arriving: Promise<void> = Promise.resolve();
  private leaving: Promise<void> = Promise.resolve();

  constructor(encoding: PositionEncoding, texts: () => Texts | undefined) {
    this.encoding = encoding;
    this.texts = texts;
  }

  /** A message of the client on its way to its handler. The order is kept: texts may have to be read first. */
  receive(message: Message, next: (message: Message) => void): void {
    this.arriving = this.arriving.then(async () => next(await orAsItIs(message, this.received(message))));
  }

  /** A message of the server on its way to the client; the order is kept here, too. */
  send(message: Message, write: (message: Message) => Promise<void>): Promise<void> {
    const converted = orAsItIs(message, this.sent(message));
    const written = this.leaving.then(async () => write(await converted));
    this.leaving = written.catch(() => undefined);
    return written;
  }

  private async received(message: Fields): Promise<Message> {
    const { method, params, id } = message;
    if (method === undefined) return message;
    const uri = documentOf(params) ?? documentOf((params as { data?: unknown } | undefined)?.data);
    if (id !== undefined) this.asked.set(id, { method, uri });
    if (method === 'textDocument/didChange') return { ...message, params: this.edited(params) } as Message;
    const known = await this.textsFor(params, uri);
    return { ...message, params: withPositions(params, uri, this.inside(known)) } as Message;
  }

  /** Each change is in the text that the one before has left. */
  private edited(params: unknown): unknown {
    const { textDocument, contentChanges } = params as {
      textDocument: { uri: string; version: number };
      contentChanges: readonly TextDocumentContentChangeEvent[];
    };
    const { uri, version } = textDocument;
    let text = this.texts()?.open(uri);
    const converted = contentChanges.map((change) => {
      if (!text) return change;
      const here = this.inside(new Map([[uri, text]]));
      const inside = withPositions(change, uri, here) as TextDocumentContentChangeEvent;
      text = changed(text, inside, version);
      return inside;
    });
    return { ...(params as object), contentChanges: converted };
  }

  /** What is open is taken as it is now, though the message may have to wait for what is not. */
  private async sent(message: Fields): Promise<Message> {
    const request = message.method === undefined ? this.asked.get(message.id) : undefined;
    if (request) this.asked.delete(message.id);
    const [key, content] = 'result' in message ? ['result', message.result] : ['params', message.params];
    if (content === undefined || content === null) return message;
    const uri = request?.uri;
    if (request?.method.startsWith('textDocument/semanticTokens/') && uri !== undefined) {
      const { data, ...rest } = content as { data: readonly number[] };
      const outside = this.outside(await this.known([uri]));
      return { ...message, result: { ...rest, data: withTokenPositions(data, uri, outside) } } as Message;
    }
    const known = await this.textsFor(content, uri);
    return { ...message, [key]: withPositions(content, uri, this.outside(known)) } as Message;
  }

  private textsFor(content: unknown, uri: string | undefined): Promise<Known> {
    return this.known([...documentsWithPositions(content, uri)]);
  }

  private async known(uris: readonly string[]): Promise<Known> {
    const open = uris.map((uri) => this.texts()?.open(uri));
    const texts = await Promise.all(uris.map((uri, index) => open[index] ?? this.texts()?.read(uri)));
    return new Map(uris.flatMap((uri, index) => (texts[index] ? [[uri, texts[index]]] : [])));
  }

  private readonly inside = (known: Known): Convert => converting(known, this.encoding, 'utf-16');
  private readonly outside = (known: Known): Convert => converting(known, 'utf-16', this.encoding);
}

/** A client may nest deeper than a walk can go; then there is nothing in it that a handler reads. */
const orAsItIs = (message: Message, converted: Promise<Message>): Promise<Message> =>
  converted.catch(() => message);

/** In a text that cannot be read, a column stays what it is. */
const converting =
  (known: Known, from: PositionEncoding, to: PositionEncoding): Convert =>
  (uri, position): Position => {
    const text = known.get(uri);
    if (!text || position.character === 0) return position;
    const { line } = fromLspPosition(position);
    const span = lineSpan(text, line);
    const character = convertColumn(text.slice(span.start, span.end), position.character, from, to);
    return { ...position, character };
  };
