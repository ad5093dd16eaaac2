// Names in templates that nothing defines and that are a slip of the keyboard away from one that the inventory does.
// Anything else may come from a play, a role, a task or the command line.
import type { InventoryModel } from '../../ansible/model/model.ts';
import type { JinjaNode, Name, Template } from '../../jinja/ast.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import { walk } from '../../jinja/walk.ts';
import { nearestName } from '../../k3s/schema/nearMiss.ts';
import type { VariableSchema } from '../../k3s/schema/variableSchema.ts';

export interface SuspectName {
  readonly name: Name;
  readonly meant: string;
}

/** Ansible's own, Jinja's functions, and what loops and roles call theirs. */
const OTHERS = new Set(
  'hostvars groups group_names inventory_hostname inventory_hostname_short inventory_dir inventory_file playbook_dir role_name role_names role_path omit vars environment play_hosts item loop range dict lipsum cycler joiner namespace lookup query q now undef'.split(
    ' ',
  ),
);

export function* suspectNames(
  { definitionsByName, unknowns }: InventoryModel,
  schema: VariableSchema,
  template: Template,
): Generator<SuspectName, void, undefined> {
  if (unknowns.length > 0) return;
  const isForeign = ({ name }: Name): boolean =>
    !definitionsByName.has(name) &&
    !schema.isKnown(name) &&
    !OTHERS.has(name) &&
    !name.startsWith('ansible_');
  const foreign = freeNames(template).filter(isForeign);
  const spared = foreign.length > 0 ? namesThatMayBeMissing(template) : new Set();
  for (const name of foreign) {
    const meant = spared.has(name.name) ? undefined : nearestName(name.name, [...definitionsByName.keys()]);
    if (meant !== undefined && !isPlural(name.name, meant)) yield { name, meant };
  }
}

/** `nodes` and `node` are two variables more often than one. */
const isPlural = (a: string, b: string): boolean => a.replace(/e?s$/, '') === b.replace(/e?s$/, '');

/** Whoever asks whether a name is defined, or gives a default, knows that it may be missing. */
function namesThatMayBeMissing(template: Template): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of walk(template)) {
    const isDefault = node.kind === 'filter' && /(?:^|\.)(?:default|d|mandatory)$/.test(node.name);
    const isQuestion = node.kind === 'test' && /(?:^|\.)(?:un)?defined$/.test(node.name);
    if ((isDefault || isQuestion) && node.input) addNames(found, node.input);
  }
  return found;
}

function addNames(found: Set<string>, root: JinjaNode): void {
  for (const node of walk(root)) if (node.kind === 'name') found.add(node.name);
}
