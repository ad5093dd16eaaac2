// Which k3s-ansible an answer is about, and how sure that is, in words.
import { type Message, msg } from '../../text/message.ts';

/** The k3s-ansible that an answer assumes. */
export interface RolesNamed {
  readonly k3sAnsible: string;
  /** It is not known which k3s-ansible is run: the newest is assumed. */
  readonly isAssumed: boolean;
  /** What a requirements.yml asks for, where that is no release that is known. */
  readonly named?: string;
  /** The folder of the roles that are taken for it. */
  readonly rolesIn?: string;
}

/** An assumed version is called so, with the reason: what follows from it may be wrong for the roles in use. */
export function rolesText({ k3sAnsible, isAssumed, named, rolesIn }: RolesNamed): Message | string {
  if (!isAssumed && rolesIn !== undefined)
    return msg('k3s-ansible {0} (what the roles in “{1}” are most like)', k3sAnsible, rolesIn);
  if (!isAssumed) return `k3s-ansible ${k3sAnsible}`;
  return named === undefined
    ? msg('k3s-ansible {0} (the newest: nothing nearby names one)', k3sAnsible)
    : msg(
        'k3s-ansible {0} (the newest: a requirements.yml asks for “{1}”, which is no release that is known here)',
        k3sAnsible,
        named,
      );
}

/** The newest is assumed, and others are run. */
export const OTHER_ROLES = msg(
  'The roles nearby install K3s and are none of k3s-ansible: what they do is not known here.',
);
