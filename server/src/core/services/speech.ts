// How messages leave the core: as plain text or as Markdown, in the user's language.
import { type Bundle, formatMarkdown, formatMessage, type Message } from '../text/message.ts';

export interface Speech {
  /** As plain text on one line. */
  readonly translate: (message: Message) => string;
  /** Paragraphs, as Markdown. */
  readonly show: (paragraphs: readonly Message[]) => string;
}

export const createSpeech = (bundle: Bundle = {}): Speech => ({
  translate: (message) => formatMessage(message, bundle),
  show: (paragraphs) => formatMarkdown(paragraphs, bundle),
});
