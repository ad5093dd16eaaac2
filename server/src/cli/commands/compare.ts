// `k3s-inventory preview --against`: what the play changes on the nodes since a former state of the inventory, which is
// a revision of Git or another file.
import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  createInventoryQueries,
  createSnapshot,
  type FormerState,
  formatMessage,
  type InventoryRequest,
  type Message,
  msg,
} from '../../core/index.ts';
import { filePath, fileUri } from '../../node/diskFileSystem.ts';
import { openRevision } from '../../node/gitRevision.ts';
import { createListingCache } from '../../node/stillDisk.ts';
import type { PreviewCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { type Against, prettyDifference } from '../reporters/difference.ts';
import { jsonDocument } from '../reporters/jsonDocument.ts';
import { reportNotices } from '../reporters/notices.ts';
import { warnOfUnknownTarget, withTarget } from '../targetHost.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';

interface Former extends FormerState {
  readonly against: Against;
  close(): void;
}

/** 0 where nothing differs, 1 where something does, 2 where there is nothing to compare. */
export async function compare(
  { inventory, against = '', format }: PreviewCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const refuse = (reason: Message): ExitCode => {
    stderr.write(`k3s-inventory: ${formatMessage(reason, bundle)}\n`);
    return 2;
  };
  const disk = withTarget(createListingCache(), inventory.targetCore);
  const queries = createInventoryQueries(createSnapshot(disk), bundle);
  warnOfUnknownTarget(inventory.targetCore, context);
  const request = await requestOf(inventory, queries, cwd);
  const former = await formerState(request, against, inventory.targetCore, cwd);
  if ('problem' in former) return refuse(former.problem);
  try {
    const answer = await queries.compare(request, former);
    if ('hidden' in answer) {
      reportNotices(answer.hidden, context);
      return refuse(
        answer.isRefused
          ? msg('Ansible refuses a file of one of the two states: there is nothing to compare.')
          : msg('One of the two states has no servers and no agents of K3s: there is nothing to compare.'),
      );
    }
    if (format === 'json') stdout.write(jsonDocument({ against: former.against, ...answer }));
    else stdout.write(prettyDifference(answer, former.against, bundle));
    return Object.keys(answer.hosts).length > 0 ? 1 : 0;
  } finally {
    former.close();
  }
}

/** A file or folder of that name comes before a revision. */
async function formerState(
  request: InventoryRequest,
  against: string,
  targetCore: string | undefined,
  cwd: string,
): Promise<Former | { readonly problem: Message }> {
  const path = resolve(cwd, against);
  const isThere = against !== '' && (await stat(path).catch(() => undefined)) !== undefined;
  if (!isThere) return formerRevision(request, against, targetCore);
  return {
    against: { name: against },
    fileSystem: createSnapshot(withTarget(createListingCache(), targetCore)),
    request: { ...request, sources: [fileUri(path)] },
    close: () => undefined,
  };
}

async function formerRevision(
  request: InventoryRequest,
  name: string,
  targetCore: string | undefined,
): Promise<Former | { readonly problem: Message }> {
  const sources = await Promise.all(request.sources.map(realUri));
  const [first = ''] = sources;
  const folder = (await stat(filePath(first))).isDirectory() ? filePath(first) : dirname(filePath(first));
  const revision = await openRevision(folder, name);
  if ('problem' in revision) return revision;
  const { commit, date, close } = revision;
  const fileSystem = createSnapshot(withTarget(revision.fileSystem(createListingCache()), targetCore));
  for (const source of sources)
    if (!(await fileSystem.stat(source))) {
      close();
      return { problem: msg('{0} is not in the revision "{1}".', filePath(source), name) };
    }
  const playbookFolders = await Promise.all((request.playbookFolders ?? []).map(realUri));
  return {
    against: { name, commit, date },
    fileSystem,
    request: { ...request, sources, ...(request.playbookFolders && { playbookFolders }) },
    close: () => close.call(revision),
  };
}

/** Git names the work tree by its real path. */
const realUri = async (uri: string): Promise<string> => fileUri(await realpath(filePath(uri)));
