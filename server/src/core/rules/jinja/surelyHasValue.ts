// Templates and variables that need no evaluation to be known to have a value: texts that are put together, of which all
// parts are written out.
import type { InventoryModel } from '../../ansible/model/model.ts';
import { shapesOfVariable } from '../../ansible/templates/templates.ts';
import type { Expression, Template } from '../../jinja/ast.ts';
import { perItem, query } from '../../query/query.ts';
import { groupBy } from '../../text/groupBy.ts';

/**
 * Whether there is nothing to evaluate, as with most templates: texts and names put together or handed to filters of
 * texts; each is the name of the host, or a variable that has a value wherever the inventory defines it.
 */
export const surelyHasValue = (model: InventoryModel, template: Template): boolean =>
  plainNames(template)?.every((name) => OF_EVERY_HOST.has(name) || asSet(withValue(model)).has(name)) ??
  false;

/** Names that each host has, whatever the inventory says. */
export const OF_EVERY_HOST: ReadonlySet<string> = new Set(['inventory_hostname', 'inventory_hostname_short']);

/**
 * Variables that are written out wherever the inventory defines them, or put together of such variables alone. A chain
 * of thousands is followed from its beginning, each once; what is in a circle is never reached.
 */
const withValue = query((model: InventoryModel): readonly string[] => {
  const waiting = [...model.definitionsByName.keys()].flatMap((name) => {
    const needed = namesNeeded(model, name)?.filter((one) => !OF_EVERY_HOST.has(one));
    return needed ? [{ name, needed: new Set(needed) }] : [];
  });
  const uses = waiting.flatMap((user) => [...user.needed].map((name) => ({ name, user })));
  const usesOf = groupBy(uses, ({ name }) => name);
  const found = waiting.flatMap(({ name, needed }) => (needed.size === 0 ? [name] : []));
  // Grows while it is walked over.
  for (const name of found)
    for (const { user } of usesOf.get(name) ?? []) {
      user.needed.delete(name);
      if (user.needed.size === 0) found.push(user.name);
    }
  // An edit may bring names in another order.
  return found.sort();
});

const asSet = perItem((names: readonly string[]): ReadonlySet<string> => new Set(names));

/** The names that the templates of a variable put together; `undefined` where one does anything else with them. */
const namesNeeded = query((model: InventoryModel, name: string): readonly string[] | undefined => {
  const names = shapesOfVariable(model, name).map(({ template }) => plainNames(template));
  return names.every((each) => each !== undefined) ? [...new Set(names.flat())] : undefined;
});

/** The names of a template that does nothing but put texts and names together; `undefined` for all others. */
const plainNames = perItem(({ body }: Template): readonly string[] | undefined => {
  const parts = body.map((statement) => {
    if (statement.kind === 'data') return [];
    return statement.kind === 'output' ? joinedNames(statement.expression) : undefined;
  });
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
});

function joinedNames(node: Expression): readonly string[] | undefined {
  if (node.kind === 'name') return [node.name];
  if (node.kind === 'string') return [];
  if (node.kind === 'binary' && node.operator === '~') return namesOfAll([node.left, node.right]);
  if (node.kind !== 'filter' || !MAKES_TEXT.test(node.name) || !node.input || node.keywords.length > 0)
    return undefined;
  return namesOfAll([node.input, ...node.args]);
}

/** Filters that make a text of any value, or fail for another reason than something undefined. */
const MAKES_TEXT = /^(?:ansible\.builtin\.)?(?:replace|regex_replace|trim|lower|upper|string|quote)$/;

function namesOfAll(nodes: readonly Expression[]): readonly string[] | undefined {
  const names = nodes.map(joinedNames);
  return names.every((each) => each !== undefined) ? names.flat() : undefined;
}
