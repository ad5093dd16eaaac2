// What `check` looks at, in the order in which it tells of it.
import { stat } from 'node:fs/promises';
import { formatMessage, msg } from '../../core/index.ts';
import { filePath } from '../../node/diskHost.ts';
import type { CheckCommand } from '../arguments.ts';
import { existingUri } from '../inventoryRequest.ts';
import { shownPath } from '../reporters/json.ts';
import type { CommandContext } from '../terminal.ts';
import type { Checker, Target } from './checker.ts';

/** Files are taken as they are; folders are searched; without paths, the current folder. */
export async function findTargets(
  { paths, exclude }: Pick<CheckCommand, 'paths' | 'exclude'>,
  checker: Checker,
  context: CommandContext,
): Promise<readonly Target[]> {
  const uris = await Promise.all(
    (paths.length > 0 ? paths : ['.']).map((path) => existingUri(path, context.cwd)),
  );
  const targets = new Map<string, Target>();
  for (const uri of uris) {
    if (!(await stat(filePath(uri))).isDirectory()) targets.set(uri, uri);
    else
      for (const found of await checker.findInventories([uri], {
        onUnreadable: warner(context),
        onBound: boundWarner(context),
        onExcluded: (excluded) => tellExcluded(context, excluded),
        ...(exclude && { exclude }),
      }))
        targets.set(found.sources.join('\n'), found);
  }
  return [...targets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, target]) => target);
}

const warner =
  ({ stderr, bundle, cwd }: CommandContext) =>
  (folder: string, code: string): void => {
    const warning = msg(
      '{0}: cannot be read ({1}); what is in it was not checked.',
      shownPath(folder, cwd),
      code,
    );
    stderr.write(`${formatMessage(warning, bundle)}\n`);
  };

/** Once is enough: from there on, nothing was looked at. */
function boundWarner({ stderr, bundle, cwd }: CommandContext): (folder: string) => void {
  let isTold = false;
  return (folder) => {
    if (isTold) return;
    isTold = true;
    const warning = msg(
      '{0}: the search for inventories ends here, because there are too many files or levels of folders; name the inventories to check them.',
      shownPath(folder, cwd),
    );
    stderr.write(`${formatMessage(warning, bundle)}\n`);
  };
}

function tellExcluded({ stderr, bundle, cwd }: CommandContext, uri: string): void {
  const note = msg('{0}: a sample, left out; name it to check it, or use --exclude.', shownPath(uri, cwd));
  stderr.write(`${formatMessage(note, bundle)}\n`);
}
