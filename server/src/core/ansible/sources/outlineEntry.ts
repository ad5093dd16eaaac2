// What a file of an inventory contains, as written: groups, hosts and variables in their nesting, with duplicates, and
// without applying Ansible's rules. Works on half a file; knows nothing of other files.
import type { SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { YamlDocument, YamlNode } from '../../yaml/tree.ts';

/**
 * A node of the outline. What an editor shows as a symbol of the document, and what references are collected from.
 */
export interface OutlineEntry {
  readonly kind: 'group' | 'host' | 'variable';
  /** As listed: a host may be a range, or carry a port. */
  readonly name: string;
  /** The name alone, without quotes. */
  readonly nameSpan: Span;
  /** The name with everything below it. */
  readonly span: Span;
  /** What an INI section holds. */
  readonly section?: 'hosts' | 'vars' | 'children';
  /** A child that is only named here: a line below `[group:children]`. */
  readonly isMention?: true;
  /** In the order of the text; the content of an alias lies elsewhere in the file. */
  readonly children: readonly OutlineEntry[];
  /** Of a variable. */
  readonly value?: YamlNode;
}

/** A file with what it is to the inventory: the same mapping is groups in one and variables in another. */
export interface OutlineFile {
  readonly source: SourceText;
  /** Absent for INI. */
  readonly document?: YamlDocument | undefined;
  readonly role: 'inventory' | 'group_vars' | 'host_vars';
}
