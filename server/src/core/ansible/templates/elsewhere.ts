// Whether something that cannot be read gives a variable its value. A script or a plugin may give any; of a file that is
// encrypted as a whole, its name and what the inventory asks for tell what it is there for.
import { guardedSpots, isGuardedBy } from '../../jinja/guards.ts';
import { query } from '../../query/query.ts';
import { type Message, msg } from '../../text/message.ts';
import { baseName } from '../files/uri.ts';
import type { InventoryModel, Owner, UnknownSource } from '../model/model.ts';
import { definitionLookup, definitionsOf, hostsOfOwner, mayOutrank, unreadFor } from '../model/queries.ts';
import { secretKind } from '../secrets/secretNames.ts';
import { isFromAnsible } from '../variables/fromAnsible.ts';
import { referencesInTemplate } from './templateReferences.ts';
import { templatesOfVariable } from './templates.ts';

/**
 * Whether something that cannot be read is likely to define the variable for the host (or for any host), where nothing
 * that can be read does. For whoever speaks with an `unlessElsewhere`; what is certain is `unreadFor`'s business.
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

/** Nobody gives a variable in plain sight to hosts that have it from the vault. */
function isGivenBeside(model: InventoryModel, { owner }: UnknownSource, name: string): boolean {
  if (!owner || definitionsOf(model, name).length === 0) return false;
  return isGivenTo(model, name, owner.kind, owner.name);
}

const isGivenTo = query((model: InventoryModel, variable: string, kind: Owner['kind'], name: string) =>
  hostsOfOwner(model, { kind, name }).some((host) => definitionLookup(model, variable)(host) !== undefined),
);

/** Whether a name that is nearly another one may be right: something that cannot be read may well define it. */
export const mayBeMeant = (model: InventoryModel, name: string): boolean =>
  model.unknowns.some((unread) => !isForSecrets(unread) || saysVault(name) || isSecret(name));

/** What the inventory asks for and nothing that can be read gives. */
interface MissingNames {
  readonly names: readonly string[];
  /**
   * What an encrypted file may define besides: nothing where all these names say that they are from a vault, secrets
   * where they are such, or where there are none, anything where others are among them.
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
  /** There is a default, or somebody asks whether it is there. */
  readonly isGuarded: boolean;
}

const namesNeededBy = query((model: InventoryModel, variable: string): readonly NeededName[] =>
  templatesOfVariable(model, variable).flatMap(({ template }) => {
    const spots = guardedSpots(template);
    return referencesInTemplate(template).flatMap((reference) =>
      reference.kind === 'variable'
        ? [{ name: reference.name, isGuarded: isGuardedBy(spots, reference) }]
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

/** A file in `group_vars` that has the group's own name may hold all that there is for the group. */
function isForSecrets(unread: UnknownSource): boolean {
  const { uri, owner } = unread;
  const [, below] = /\/(?:group|host)_vars\/[^/]+\/(.+)$/.exec(uri) ?? [];
  const path = (below ?? uri.slice(uri.lastIndexOf('/') + 1)).split('/').map(baseName).join('/');
  return isEncryptedVars(unread) && path.replace(/\.\w+$/, '') !== owner?.name && saysSecrets(path);
}

/** The message, with what would make it untrue: an encrypted file that sets the variable for one of the hosts. */
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

/** Others would say the same. */
const MAX_HOSTS = 50;
