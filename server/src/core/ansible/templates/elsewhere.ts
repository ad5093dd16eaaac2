// Whether something that cannot be read may give a variable its value. A script or a plugin may give any; of an
// encrypted file, its name and the variables that the inventory misses show what it is for.
import { guardedParts, isGuardedBy } from '../../jinja/guards.ts';
import { query } from '../../query/query.ts';
import { type Message, msg } from '../../text/message.ts';
import { baseName } from '../files/uri.ts';
import type { InventoryModel, Owner, UnknownSource } from '../model/model.ts';
import { definitionLookup, definitionsOf, hostsOfOwner, mayOutrank, unreadFor } from '../model/queries.ts';
import { secretKind } from '../secrets/secretNames.ts';
import { isFromAnsible } from '../variables/fromAnsible.ts';
import { referencesInTemplate } from './templateReferences.ts';
import { shapesOfVariable } from './templates.ts';

/**
 * Whether something unreadable is likely to define the variable for the host (or for any host), where nothing readable
 * does. For findings that end with `unlessElsewhere`; `unreadFor` gives everything that may, however unlikely.
 */
export const mayBeDefinedElsewhere = (model: InventoryModel, name: string, host?: string): boolean =>
  unreadFor(model, host).some((unread) => mayHold(model, unread, name, host));

function mayHold(
  model: InventoryModel,
  unread: UnknownSource,
  name: string,
  host: string | undefined,
): boolean {
  const definition = host === undefined ? undefined : definitionLookup(model, name)(host);
  if (host !== undefined && definition && !mayOutrank(model, host, unread, definition)) return false;
  if (!isForSecrets(unread)) return true;
  if (definition || isGivenBeside(model, unread, name)) return false;
  const { names, others } = missingNames(model);
  return (
    names.includes(name) || saysVault(name) || others === 'any' || (others === 'secrets' && isSecret(name))
  );
}

/** A variable is not set in the open for hosts that get it from the vault. */
function isGivenBeside(model: InventoryModel, { owner }: UnknownSource, name: string): boolean {
  if (!owner || definitionsOf(model, name).length === 0) return false;
  return isGivenTo(model, name, owner.kind, owner.name);
}

const isGivenTo = query((model: InventoryModel, variable: string, kind: Owner['kind'], name: string) =>
  hostsOfOwner(model, { kind, name }).some((host) => definitionLookup(model, variable)(host) !== undefined),
);

/** Whether a name that is close to another one may be right: something unreadable may well define it. */
export const mayBeMeant = (model: InventoryModel, name: string): boolean =>
  model.unknowns.some((unread) => !isForSecrets(unread) || saysVault(name) || isSecret(name));

/** Names that the inventory uses and that nothing readable defines. */
interface MissingNames {
  readonly names: readonly string[];
  /**
   * What an encrypted file may define besides these: nothing where their names all say that they come from a vault;
   * secrets where they are secrets, or where there are none; anything where other names are among them.
   */
  readonly others: 'none' | 'secrets' | 'any';
}

const missingNames = query((model: InventoryModel): MissingNames => {
  const all = [...model.definitionsByName.keys()].flatMap((name) => namesNeededBy(model, name));
  const missing = all.filter(({ name }) => !model.definitionsByName.has(name) && !isFromAnsible(name));
  const needed = missing.flatMap(({ name, isGuarded }) => (isGuarded ? [] : [name]));
  return {
    names: [...new Set(missing.map(({ name }) => name))],
    others: !needed.every((name) => saysVault(name) || isSecret(name))
      ? 'any'
      : needed.length > 0 && needed.every(saysVault)
        ? 'none'
        : 'secrets',
  };
});

interface NeededName {
  readonly name: string;
  /** It has a default, or is tested for being defined. */
  readonly isGuarded: boolean;
}

const namesNeededBy = query((model: InventoryModel, variable: string): readonly NeededName[] =>
  shapesOfVariable(model, variable).flatMap(({ template }) => {
    const guarded = guardedParts(template);
    return referencesInTemplate(template).flatMap((reference) =>
      reference.kind === 'variable'
        ? [{ name: reference.name, isGuarded: isGuardedBy(guarded, reference) }]
        : [],
    );
  }),
);

const isSecret = (name: string): boolean => /^(?:password|key)$/.test(secretKind(name) ?? '');

const VAULT =
  /(?:^|[^a-z])(?:vault(?:ed|s)?|secrets?|encrypted|credentials?|creds|private|passwords?|keys?)(?:[^a-z]|$)|密码|密钥|机密|凭据|加密/i;

/** Whether a path names secrets. */
export const saysSecrets = (path: string): boolean => VAULT.test(path);

const saysVault = (name: string): boolean =>
  /(?:^|_)(?:vault(?:ed|s)?|secrets?|encrypted)(?:_|$)/i.test(name);

const isEncryptedVars = ({ reason, owner }: UnknownSource): boolean =>
  reason === 'vaulted-file' && owner !== undefined;

/** A file in `group_vars` with the group's own name may hold all variables of the group. */
function isForSecrets(unread: UnknownSource): boolean {
  const { uri, owner } = unread;
  const [, below] = /\/(?:group|host)_vars\/[^/]+\/(.+)$/.exec(uri) ?? [];
  const path = (below ?? uri.slice(uri.lastIndexOf('/') + 1)).split('/').map(baseName).join('/');
  return isEncryptedVars(unread) && path.replace(/\.\w+$/, '') !== owner?.name && saysSecrets(path);
}

/**
 * The message, with the condition under which it is not true: an encrypted file that sets the variable for one of the
 * hosts.
 */
export function unlessElsewhere(
  model: InventoryModel,
  message: Message,
  name: string,
  hosts: readonly string[],
): Message {
  for (const host of hosts.slice(0, MAX_HOSTS)) {
    const definition = definitionLookup(model, name)(host);
    const unread = unreadFor(model, host).find(
      (one) => isEncryptedVars(one) && (!definition || mayOutrank(model, host, one, definition)),
    );
    if (unread) return msg('{0} That is, unless {1} sets {2}.', message, baseName(unread.uri), name);
  }
  return message;
}

/** More hosts would give the same answer. */
const MAX_HOSTS = 50;
