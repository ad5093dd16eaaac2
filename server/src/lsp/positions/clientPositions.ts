// The positions of a session, between transport and handlers: the converter for a client that counts in another unit
// than UTF-16 is loaded when that unit is chosen, so that `initialize` waits for it in no other session.
import type { Message, MessageWriter } from 'vscode-languageserver';
import type { PositionConverter, Texts } from './positionConverter.ts';
import type { PositionEncoding } from './positionEncoding.ts';

export class ClientPositions {
  /** Set when the session begins; before, no message has a position. */
  texts: Texts | undefined;
  private converter: Promise<PositionConverter> | undefined;

  /** Once, with the answer to `initialize`. */
  choose(encoding: PositionEncoding): void {
    if (encoding === 'utf-16') return;
    this.converter = import('./positionConverter.ts').then(
      (module) => new module.PositionConverter(encoding, () => this.texts),
    );
  }

  /** A message of the client on its way to its handler; the order is kept. */
  receive(message: Message, next: (message: Message) => void): void {
    if (this.converter) void this.converter.then((converter) => converter.receive(message, next));
    else next(message);
  }

  /** A writer of the server's messages, in the place of the transport's. */
  writerFor(writer: MessageWriter): MessageWriter {
    const write = (message: Message): Promise<void> => writer.write(message);
    return {
      onError: writer.onError,
      onClose: writer.onClose,
      end: () => writer.end(),
      dispose: () => writer.dispose(),
      write: (message) =>
        this.converter?.then((converter) => converter.send(message, write)) ?? write(message),
    };
  }
}
