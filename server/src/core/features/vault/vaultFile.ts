// The form in which a secret is written into `group_vars/<group>/vault.yml`, encrypted as a whole: the file is created,
// or decrypted with the same password and extended.

import { joinUri, parentUri } from '../../ansible/files/uri.ts';
import { utf8Bytes } from '../../ansible/vault/bytes.ts';
import type { VaultEngine, VaultSecret } from '../../ansible/vault/vaultEngine.ts';
import { describeFailure } from '../../ansible/vault/vaultMessages.ts';
import { resealEdit, vaultTargets } from '../../ansible/vault/vaultTarget.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { freeVaultName } from '../../edits/tokenFixes.ts';
import { type Message, msg } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { doubleQuoted } from '../../yaml/edits.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { findPair } from '../../yaml/tree.ts';
import { openVault } from './openVault.ts';
import { type FoundSecret, referenceEdits, type SecretChange } from './secretChange.ts';

interface Secrecy {
  readonly password: VaultSecret;
  readonly vaultId?: string;
}

/**
 * An existing vault is decrypted and encrypted anew as a whole, with its own label. A vault.yml in plain text is
 * refused: it is to be encrypted first.
 */
export async function addToVaultFile(
  context: RuleContext,
  secret: FoundSecret,
  secrecy: Secrecy,
  engine: VaultEngine,
): Promise<SecretChange | { readonly refused: Message }> {
  const folder = ownerFolder(secret);
  const uri = joinUri(folder, 'vault.yml');
  const wanted = freeVaultName(context.model, secret.name);
  const entry = (name: string): string => `${name}: ${doubleQuoted(secret.text)}\n`;
  const existing = context.vaulted.get(uri);
  if (!existing && context.files.has(uri))
    return { refused: msg('{0} is there already and not encrypted. Encrypt that file first.', shown(uri)) };
  if (!existing) {
    const text = await engine.encrypt(utf8Bytes(`---\n${entry(wanted)}`), secrecy.password, secrecy.vaultId);
    if (typeof text !== 'string') return { refused: describeFailure(text) };
    return {
      edits: new Map([[secret.file.source.uri, referenceEdits(secret, wanted)]]),
      created: [{ uri, text }],
      renamed: siblingsOf(context, folder),
    };
  }
  const [target] = vaultTargets(existing.source, { problems: [], comments: [] });
  if (!target) return { refused: msg('{0} cannot be read.', shown(uri)) };
  const opened = await openVault(target, secrecy.password, engine);
  if ('refused' in opened) return { refused: msg('{0}: {1}', shown(uri), opened.refused) };
  const name = nameIn(opened.plaintext, wanted);
  if (name === undefined) return { refused: msg('{0} holds no variables.', shown(uri)) };
  const plaintext = `${opened.plaintext.trimEnd()}\n${entry(name)}`;
  const text = await engine.encrypt(utf8Bytes(plaintext), secrecy.password, target.vaultId);
  if (typeof text !== 'string') return { refused: describeFailure(text) };
  const edits = new Map<string, readonly TextEdit[]>([
    [secret.file.source.uri, referenceEdits(secret, name)],
    [uri, [resealEdit(existing.source, target, text)]],
  ]);
  return { edits, created: [], renamed: [] };
}

/** The folder from which Ansible reads all files for the owner of the variable. */
function ownerFolder({ file: { source, role }, definition: { owner } }: FoundSecret): string {
  const base =
    role === 'inventory' ? parentUri(source.uri) : source.uri.replace(/\/(?:group|host)_vars\/.*$/s, '');
  return joinUri(base, `${owner.kind}_vars/${owner.name}`);
}

/** Beside a folder of that name Ansible would no longer read the file of that name, so it is moved into the folder. */
const siblingsOf = ({ files, vaulted }: RuleContext, folder: string): SecretChange['renamed'] =>
  ['', '.yml', '.yaml', '.json'].flatMap((ending) => {
    const from = folder + ending;
    if (!files.has(from) && !vaulted.has(from)) return [];
    return [{ from, to: joinUri(folder, `main${ending || '.yml'}`) }];
  });

const shown = (uri: string): string => decodeURIComponent(uri.split('/').slice(-3).join('/'));

/** A name that the file does not have yet; `undefined` when it is no mapping. */
function nameIn(plaintext: string, wanted: string): string | undefined {
  const { root } = parseYaml(plaintext);
  if (root && root.kind !== 'mapping') return undefined;
  let name = wanted;
  for (let number = 2; root && findPair(root, name); number++) name = `${wanted}_${number}`;
  return name;
}
