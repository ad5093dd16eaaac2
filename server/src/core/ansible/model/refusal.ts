// Files that Ansible refuses as a whole, and what is unknown because of it.

import { type Message, msg } from '../../text/message.ts';
import type { InventoryModel, ModelFile, ModelFiles } from './model.ts';

/** URIs of the files that Ansible refuses: nothing that stands in them can be relied on. */
export const refusedFiles = ({ model, files }: ModelFiles): ReadonlySet<string> =>
  new Set([...model.problems.filter(({ fatal }) => fatal).map(({ uri }) => uri), ...brokenFiles({ files })]);

/** Those among them that are no YAML: what is read of them may stand in the wrong place. */
export function brokenFiles({ files }: Pick<ModelFiles, 'files'>): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const [uri, { document }] of files) if (document?.problems.some(({ fatal }) => fatal)) broken.add(uri);
  return broken;
}

/** Whether groups and hosts may exist that the model does not know: a source or a range could not be read to its end. */
export function mayHaveUnknownGroups(context: ModelFiles): boolean {
  const refused = refusedFiles(context);
  return (
    isAnySourceUnknown(context.model) ||
    context.model.problems.some(({ code }) => code === 'range-too-large') ||
    [...refused].some((uri) => context.files.get(uri)?.role === 'inventory')
  );
}

const isAnySourceUnknown = ({ unknowns }: InventoryModel): boolean => unknowns.some(({ owner }) => !owner);

/** What Ansible 2.14 to 2.19 does with a file it refuses, in the words of a message's last sentence. */
export function afterRefusal(role: ModelFile['role'], cause: 'yaml' | 'structure'): Message {
  if (role !== 'inventory') return msg('Ansible stops with an error before the first task.');
  return cause === 'yaml'
    ? msg(
        'Ansible only warns, goes on without any of these hosts (only the implicit localhost is left), and the run ends as if all were well, with nothing done.',
      )
    : msg(
        'Ansible only warns and leaves the file at this point: plays run with what it has read before, or with no host at all, and no error tells you.',
      );
}
