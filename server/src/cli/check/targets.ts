// What `check` looks at, in the order of its report.
import { formatMessage, msg } from '../../core/index.ts';
import { filePath } from '../../node/diskFileSystem.ts';
import { files } from '../../node/fileCalls.ts';
import { existingUri } from '../inventoryRequest.ts';
import { shownPath } from '../reporters/paths.ts';
import type { CommandContext } from '../terminal.ts';
import { type CheckCommand, STDIN } from './checkArguments.ts';
import type { Checker, Target } from './checker.ts';
import type { StdinFile } from './stdinFile.ts';

/** Each target once, also where several paths lead to it. */
export interface FoundTargets {
  readonly targets: readonly Target[];
  /** The named files, by URI, with what is checked for each. */
  readonly named: ReadonlyMap<string, readonly Target[]>;
}

/** Files are taken as they are; folders are searched; without paths, the current folder. */
export async function findTargets(
  {
    paths,
    exclude,
    stdinFile,
  }: Pick<CheckCommand, 'paths' | 'exclude'> & { readonly stdinFile?: StdinFile | undefined },
  checker: Checker,
  context: CommandContext,
): Promise<FoundTargets> {
  const uris: string[] = [];
  // One after the other, so that of several that are not there, the first is named.
  for (const path of paths.length > 0 ? paths : ['.'])
    uris.push(path === STDIN && stdinFile ? stdinFile.uri : await existingUri(path, context.cwd));
  const targets = new Map<string, Target>();
  const named = new Map<string, readonly Target[]>();
  const excluded = new Set<string>();
  const search = {
    onUnreadable: warner(context),
    onBound: boundWarner(context),
    onExcluded: (sample: string) => void excluded.add(sample),
    ...(exclude && { exclude }),
  };
  for (const uri of uris) {
    const isFolder = uri !== stdinFile?.uri && (await files.stat(filePath(uri))).isDirectory();
    const found = isFolder ? await checker.findInventories([uri], search) : [uri];
    const own = found.map((target) => {
      const key = typeof target === 'string' ? target : target.sources.join('\n');
      const known = targets.get(key) ?? target;
      targets.set(key, known);
      return known;
    });
    named.set(uri, own);
  }
  reportExcluded(context, [...excluded]);
  // Sorted, because the order in which a search finds them is one of chance.
  return { targets: [...targets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, target]) => target), named };
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

/** Reported once: from there on, nothing was searched. */
function boundWarner({ stderr, bundle, cwd }: CommandContext): (folder: string) => void {
  let isReported = false;
  return (folder) => {
    if (isReported) return;
    isReported = true;
    const warning = msg(
      '{0}: the search for inventories ends here, because there are too many files or levels of folders; name the inventories to check them.',
      shownPath(folder, cwd),
    );
    stderr.write(`${formatMessage(warning, bundle)}\n`);
  };
}

const MAX_NAMED = 4;

/** On one line, however many they are. */
function reportExcluded({ stderr, bundle, cwd }: CommandContext, uris: readonly string[]): void {
  if (uris.length === 0) return;
  // Folders are searched at the same time, so that the order of the reports is one of chance.
  const named = uris
    .toSorted()
    .slice(0, MAX_NAMED)
    .map((uri) => shownPath(uri, cwd));
  const more = uris.length - named.length;
  const all = more > 0 ? msg('{0} and {1} more', named.join(', '), more) : named.join(', ');
  const note = msg('Samples, left out: {0}. Name them to check them, or use --exclude.', all);
  stderr.write(`${formatMessage(note, bundle)}\n`);
}
