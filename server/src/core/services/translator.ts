// How messages leave the core: as plain text or as Markdown, in the user's language.
import { type Bundle, formatMarkdown, formatMessage, type Message } from '../text/message.ts';

/** From messages to texts. Made once for a language. */
export interface Translator {
  /** As plain text on one line. */
  readonly translate: (message: Message) => string;
  /** Paragraphs, as Markdown. */
  readonly show: (paragraphs: readonly Message[]) => string;
}

/** English where the bundle is empty, or lacks a message. */
export const createTranslator = (bundle: Bundle = {}): Translator => ({
  translate: (message) => formatMessage(message, bundle),
  show: (paragraphs) => formatMarkdown(paragraphs, bundle),
});
