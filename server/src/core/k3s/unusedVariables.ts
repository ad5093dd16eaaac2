// Which variables of a file matter to k3s-ansible: its own, and those that templates of the inventory use.

import type { ModelFile } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { keyText, resolveAlias, type YamlPair } from '../yaml/tree.ts';
import type { InventoryContext } from './context.ts';
import { wordsInTemplates } from './references.ts';
import { isOfRoles } from './schema/variableSchema.ts';
import type { UnreadVars } from './unreadVars.ts';

/** A variable in a file that the model does not hold. */
export interface NamedPair {
  readonly name: string;
  readonly pair: YamlPair;
}

/** A function that says whether a variable matters. */
export function createRelevance({ model, schema }: InventoryContext): (name: string) => boolean {
  const words = wordsInTemplates(model);
  return (name) => isOfRoles(schema, name) || words.has(name);
}

/** The file's variables in order; none of a file that Ansible cannot read. */
export function variablesOf({ document }: ModelFile): readonly NamedPair[] {
  const root = resolveAlias(document?.root);
  if (root?.kind !== 'mapping' || document?.problems.some(({ fatal }) => fatal)) return [];
  return root.pairs.flatMap((pair) => {
    const name = keyText(pair);
    return name === undefined ? [] : [{ name, pair }];
  });
}

/** The variables that matter, and that only the unread file defines. */
export const lostVariables = (
  { model, plays }: InventoryContext,
  { file, cause }: UnreadVars,
  matters: (name: string) => boolean,
): readonly NamedPair[] =>
  variablesOf(file).filter(
    ({ name }) =>
      matters(name) &&
      (cause === 'shadowed' || (definitionsOf(model, name).length === 0 && !plays.perhaps.has(name))),
  );

/** Whether the variable stands in a file that no play of the cluster sees, which another finding is about. */
export const isOutOfPlay = ({ unusedVarsFiles }: InventoryContext, name: string): boolean =>
  [...unusedVarsFiles.unread.values()].some(
    ({ file, cause }) => cause === 'play' && variablesOf(file).some((variable) => variable.name === name),
  );

/** The first names; a long list is shortened. */
export const nameVariables = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');

/** Names of folders for secrets or common values, which are no names of groups. */
export const isContentName = (name: string): boolean =>
  /^(?:.*[-_])?(?:vaults?|vars|variables|secrets?|main|common|defaults?|tokens?|credentials|passwords?)$/i.test(
    name,
  );
