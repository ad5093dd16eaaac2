// Names in templates that nothing defines and that are a likely misspelling of an existing one, an old name of it, or
// that of a group without its quotes. Any other name may come from a play, a role, a task or the command line.
import type { InventoryModel } from '../../ansible/model/model.ts';
import { mayBeMeant } from '../../ansible/templates/elsewhere.ts';
import { referencesInTemplate, type TemplateReference } from '../../ansible/templates/templateReferences.ts';
import type { Template } from '../../jinja/ast.ts';
import { guardedParts, isGuardedBy } from '../../jinja/guards.ts';
import { walk } from '../../jinja/walk.ts';
import type { Plays } from '../../k3s/plays/plays.ts';
import { distance, nearestName } from '../../k3s/schema/nearMiss.ts';
import type { VariableSchema } from '../../k3s/schema/variableSchema.ts';
import { perItem, query } from '../../query/query.ts';

/** `meant` is the one existing name that is similar enough. */
export interface SuspectReference {
  readonly reference: TemplateReference;
  readonly meant: string;
  /** What is written instead is a name, or an expression that asks for a group. */
  readonly isGroup?: true;
  /** It has a default, or is tested for being defined. */
  readonly isGuarded: boolean;
}

/** Jinja's functions, and names that loops and roles usually set. */
const OTHERS = new Set(
  'vars environment item loop range dict lipsum cycler joiner namespace lookup query q now undef self super'.split(
    ' ',
  ),
);

interface Names {
  readonly model: InventoryModel;
  readonly schema: VariableSchema;
  /** Names that plays and the command line are known to define are no misspellings. */
  readonly plays: Pick<Plays, 'perhaps' | 'passed'>;
  /** Whether all groups and hosts are known. */
  readonly isWhole: boolean;
}

/** The guards of a template are computed only when a foreign name is found, because most have none. */
export function* suspectReferences(
  names: Names,
  template: Template,
): Generator<SuspectReference, void, undefined> {
  const references = referencesInTemplate(template);
  const foreign = references.filter((reference) => isForeign(names, reference));
  if (foreign.length === 0) return;
  const guarded = guardedParts(template);
  for (const reference of foreign) {
    const group = groupMeant(names, template, reference);
    if (group !== undefined) {
      if (!isGuardedBy(guarded, reference))
        yield { reference, meant: group, isGroup: true, isGuarded: false };
      continue;
    }
    const meant = meantBy(names, reference);
    const isGuarded = isGuardedBy(guarded, reference);
    if (meant === undefined || isOtherNumber(reference, meant, isGuarded)) continue;
    // A misspelt name of Ansible's own is not defined anywhere: a default was meant for the right one.
    const isAnsibles = reference.kind !== 'variable' || names.schema.isKnown(meant) || !isOwn(reference);
    if (isGuarded && (!isAnsibles || references.some(({ name }) => name === meant))) continue;
    yield { reference, meant, isGuarded };
  }
}

function isForeign({ model, schema, plays, isWhole }: Names, { kind, name, of }: TemplateReference): boolean {
  if (kind === 'group') return isWhole && !model.groups.has(name);
  if (kind === 'host') return isWhole && !model.hosts.has(name);
  if (plays.perhaps.has(name) || plays.passed.has(name)) return false;
  if (model.definitionsByName.has(name) || OTHERS.has(name)) return false;
  return !schema.isKnown(name) || (of !== 'same' && newName(schema, name) !== undefined);
}

/** Ansible sets its old names beside the new ones for the current host, and not in `hostvars`. */
function newName({ variables }: VariableSchema, name: string): string | undefined {
  const variable = variables.get(name);
  return variable?.status === 'legacy' ? variable.renamedTo : undefined;
}

/** `groups[server]` and `server[0]`: what takes a member of it, or asks for it as a key, means the group. */
function groupMeant(
  { model }: Names,
  template: Template,
  { kind, name, of, span }: TemplateReference,
): string | undefined {
  if (kind !== 'variable' || of !== 'same' || !model.groups.has(name)) return undefined;
  const use = listUses(template).get(span.start);
  if (use === undefined) return undefined;
  return use === 'key' ? `'${name}'` : `groups['${name}']`;
}

/** The names that a template uses as keys of `groups`, or as lists, by where they begin. */
const listUses = perItem((template: Template): ReadonlyMap<number, 'key' | 'list'> => {
  const uses = new Map<number, 'key' | 'list'>();
  for (const node of walk(template)) {
    if (node.kind === 'filter' && node.input?.kind === 'name' && /^(?:first|last)$/.test(node.name))
      uses.set(node.input.span.start, 'list');
    if (node.kind !== 'subscript') continue;
    const { object, index } = node;
    if (object.kind !== 'name') continue;
    if (object.name === 'groups' && index.kind === 'name') uses.set(index.span.start, 'key');
    else if (index.kind === 'number') uses.set(object.span.start, 'list');
  }
  return uses;
});

/** Ansible's own names are long, and no other name is similar: one letter is a misspelling in short words, too. */
const meantBy = ({ model, schema }: Names, { kind, name, of }: TemplateReference): string | undefined =>
  (kind === 'variable' && of !== 'same' ? newName(schema, name) : undefined) ??
  meantBeside(schema)(model, kind, name);

/** There is one schema for all inventories, and it never changes. */
const meantBeside = perItem((schema: VariableSchema) =>
  query((model: InventoryModel, kind: TemplateReference['kind'], name: string): string | undefined => {
    const near = nearestName(name, targetsFor(model, schema, kind, name));
    if (near !== undefined || kind !== 'variable' || name.length < 8 || /\d/.test(name)) return near;
    const slips = schema.knownNames.filter((target) => isOfAnsible(target) && distance(name, target) === 1);
    return slips.length === 1 ? slips[0] : undefined;
  }),
);

function targetsFor(
  model: InventoryModel,
  schema: VariableSchema,
  kind: TemplateReference['kind'],
  name: string,
): readonly string[] {
  if (kind === 'group') return [...model.groups.keys()];
  if (kind === 'host') return [...model.hosts.keys()];
  // An unreadable file may define anything, but no name of Ansible's own.
  const isOpen = mayBeMeant(model, name);
  const own = isOpen ? [] : model.definitionsByName.keys();
  const known = schema.knownNames.filter((target) => target[0] === name[0]);
  return [...new Set([...own, ...(isOpen ? known.filter(isOfAnsible) : known)])];
}

const isOfAnsible = (name: string): boolean => /^(?:ansible|inventory|playbook|hostvars|group)/.test(name);

/** A variable of the host itself, by its bare name. */
const isOwn = ({ of }: TemplateReference): boolean => of === 'same';

/** `nodes` and `node` are usually two variables, and two groups where they are tested for. */
function isOtherNumber({ kind, name }: TemplateReference, meant: string, isGuarded: boolean): boolean {
  const isPlural = (one: string, many: string): boolean => many === `${one}s` || many === `${one}es`;
  const isOther = isPlural(name, meant) || isPlural(meant, name);
  return isOther && (isGuarded || kind === 'variable') && !isOfAnsible(meant);
}
