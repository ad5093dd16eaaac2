// Facts about a node as a machine that the inventory contains: its architecture, its system, and the release it is to
// get.

import type { InventoryModel } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { createScopes } from '../../ansible/templates/scope.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { ARCHITECTURES, type Architecture, architectureOf } from './architecture.ts';
import type { AuditHost } from './rows.ts';

/** Variables that people put facts of a machine into. */
const MACHINE = ['ansible_architecture', 'ansible_machine', 'architecture', 'arch', 'k3s_arch'];
const RED_HAT = /^(?:redhat|rhel|centos|rocky|alma|almalinux|fedora|oraclelinux|amazon|scientific)/i;
const SUSE = /^(?:suse|sles|sle|opensuse)/i;

/**
 * A function that gives the facts of a host. A variable that may come from elsewhere gives none:
 * `ansible_architecture` is mostly a fact, known only when the play runs.
 */
export function createHostFacts(model: InventoryModel): (name: string) => AuditHost {
  const scopes = createScopes(model, { others: 'unknown' });
  return (name) => {
    const scope = scopes(name);
    const textOn = (variable: string): string | undefined => {
      const result = scope && evaluateTemplate(`{{ ${variable} }}`, scope);
      return result?.known && typeof result.value === 'string' ? result.value : undefined;
    };
    const machine = MACHINE.map(textOn).find((value) => value !== undefined);
    const system = textOn('ansible_os_family') ?? textOn('ansible_distribution');
    const version = textOn('k3s_version');
    return {
      name,

      ...(machine !== undefined && { machine }),
      ...(system !== undefined && {
        family: RED_HAT.test(system) ? 'RedHat' : SUSE.test(system) ? 'Suse' : 'other',
      }),
      ...(version !== undefined && { version }),
    };
  };
}

/** The nodes whose architecture is in the inventory, by K3s' name for it. */
export function machinesOf(
  model: InventoryModel,
  hosts: readonly string[],
): ReadonlyMap<Architecture, readonly string[]> {
  if (MACHINE.every((name) => definitionsOf(model, name).length === 0)) return new Map();
  const factsOf = createHostFacts(model);
  const all = hosts.map((host) => ({ host, architecture: architectureOf(factsOf(host).machine ?? '') }));
  return new Map(
    ARCHITECTURES.map(
      (one) => [one, all.filter(({ architecture }) => architecture === one).map(({ host }) => host)] as const,
    ).filter(([, own]) => own.length > 0),
  );
}
