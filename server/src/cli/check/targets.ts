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
  const excluded = new Set<string>();
  for (const uri of uris) {
    if (!(await stat(filePath(uri))).isDirectory()) targets.set(uri, uri);
    else
      for (const found of await checker.findInventories([uri], {
        onUnreadable: warner(context),
        onBound: boundWarner(context),
        onExcluded: (uri) => void excluded.add(uri),
        ...(exclude && { exclude }),
      }))
        targets.set(found.sources.join('\n'), found);
  }
  tellExcluded(context, [...excluded]);
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

const MAX_NAMED = 4;

/** In one line, however many they are. */
function tellExcluded({ stderr, bundle, cwd }: CommandContext, uris: readonly string[]): void {
  if (uris.length === 0) return;
  const named = uris.slice(0, MAX_NAMED).map((uri) => shownPath(uri, cwd));
  const more = uris.length - named.length;
  const all = more > 0 ? msg('{0} and {1} more', named.join(', '), more) : named.join(', ');
  const note = msg('Samples, left out: {0}. Name them to check them, or use --exclude.', all);
  stderr.write(`${formatMessage(note, bundle)}\n`);
}
