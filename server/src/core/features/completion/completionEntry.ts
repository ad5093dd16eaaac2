// The entries of a completion, in offsets; the service converts them.
import type { Message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** One proposal, with the edit that writes it. */
export interface CompletionEntry {
  readonly label: string;
  readonly kind:
    | 'variable'
    | 'value'
    | 'snippet'
    | 'keyword'
    /** In Jinja: a variable, a group, a host, a filter, test or function, an index of a list. */
    | 'name'
    | 'group'
    | 'host'
    | 'function'
    | 'index'
    /** Of a path. */
    | 'folder'
    | 'file';
  readonly edit: TextEdit;
  /** The edit contains `${1:placeholders}`. */
  readonly isSnippet: boolean;
  readonly detail?: Message;
  /** Markdown paragraphs. */
  readonly documentation?: readonly Message[];
  readonly filterText?: string;
  readonly sortText?: string;
  /** What it refers to is still to be made, encrypted; for clients that ask for passwords. */
  readonly needsToken?: true;
}
