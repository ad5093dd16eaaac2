// Files that Ansible refuses as a whole, and what is unknown because of it.
import type { InventoryModel } from '../../inventory/model.ts';
import type { RuleContext } from '../rule.ts';

/** URIs of the files that Ansible refuses: nothing that stands in them can be relied on. */
export function refusedFiles({ model, files }: Pick<RuleContext, 'model' | 'files'>): ReadonlySet<string> {
  const refused = new Set(model.problems.filter(({ fatal }) => fatal).map(({ uri }) => uri));
  for (const [uri, { document }] of files) {
    if (document?.problems.some(({ fatal }) => fatal)) refused.add(uri);
  }
  return refused;
}

/** Whether groups and hosts may exist that the model does not know: a source could not be read to its end. */
export function mayHaveUnknownGroups(context: Pick<RuleContext, 'model' | 'files'>): boolean {
  const refused = refusedFiles(context);
  return isAnySourceUnknown(context.model) || [...refused].some((uri) => context.files.get(uri)?.role === 'inventory');
}

const isAnySourceUnknown = ({ unknowns }: InventoryModel): boolean => unknowns.some(({ owner }) => !owner);
