// What completion offers, in offsets; the service turns it into what the protocol wants.
import type { Message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';

export interface CompletionEntry {
  readonly label: string;
  readonly kind:
    | 'variable'
    | 'value'
    | 'snippet'
    | 'keyword'
    /** In Jinja: what has a value, a group, a host, a filter or test or function, a place in a list. */
    | 'name'
    | 'group'
    | 'host'
    | 'function'
    | 'index'
    /** Of a path. */
    | 'folder'
    | 'file';
  readonly edit: TextEdit;
  /** The edit holds `${1:placeholders}`. */
  readonly isSnippet: boolean;
  readonly detail?: Message;
  /** Markdown paragraphs. */
  readonly documentation?: readonly Message[];
  readonly filterText?: string;
  readonly sortText?: string;
}
