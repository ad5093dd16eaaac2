// Whether a file is one that only Ansible, a password or another tool can read.

import type { SourceText } from '../../text/sourceText.ts';
import { findPair, resolveAlias, type YamlDocument } from '../../yaml/tree.ts';
import type { UnknownSource } from '../model/model.ts';

interface Candidate {
  readonly name: string;
  readonly source: SourceText;
  readonly document: YamlDocument;
  readonly notUtf8: boolean;
  readonly utf16?: boolean;
  readonly format: 'yaml' | 'ini';
  /** Looked up only where the file starts like a script. */
  readonly isExecutable: boolean | undefined;
}

const TEMPLATE_NAME = /\.(?:tpl|j2|jinja2?|tftpl|tmpl|gotmpl)$/;
/** openssl (as transcrypt uses it), age, PGP, git-crypt. */
const ENCRYPTED = /^(?:U2FsdGVkX1|-----BEGIN (?:AGE|PGP) |\0GITCRYPT)/;

/**
 * Why a file of variables cannot be known from its text; `undefined` for one that can. The order matters: an
 * encrypted file may have any name, and a template any content.
 */
export function whyUnreadable(file: Candidate): UnknownSource['reason'] | undefined {
  const start = file.source.slice(0, 40);
  if (file.utf16) return 'utf-16';
  if (start.startsWith('$ANSIBLE_VAULT')) return 'vaulted-file';
  // Ansible keeps bytes of an INI file that are no UTF-8 as they are.
  if (file.notUtf8 && file.format !== 'ini') return 'unreadable';
  if (ENCRYPTED.test(start)) return 'unreadable';
  if (TEMPLATE_NAME.test(file.name)) return 'template';
  if (file.name.endsWith('.toml')) return 'toml';
  if (isScript(file)) return 'script';
  return isSops(file.document) ? 'sops' : undefined;
}

/** Without the permission to run it, Ansible reads the file as an inventory after all. */
const isScript = ({ source, isExecutable, document }: Candidate): boolean =>
  source.slice(0, 2) === '#!' && (isExecutable ?? resolveAlias(document.root)?.kind !== 'mapping');

function isSops(document: YamlDocument): boolean {
  const root = resolveAlias(document.root);
  const sops = root?.kind === 'mapping' ? resolveAlias(findPair(root, 'sops')?.value) : undefined;
  return sops?.kind === 'mapping' && (findPair(sops, 'mac') ?? findPair(sops, 'lastmodified')) !== undefined;
}
