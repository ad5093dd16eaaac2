// `k3s-inventory preview`: what the play writes on each node, printed, as JSON, or written into a folder.
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  createInventoryQueries,
  formatMessage,
  type Message,
  msg,
  type PreviewAnswer,
} from '../../core/index.ts';
import type { PreviewCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { openDisk } from '../openDisk.ts';
import { makeFolder, writeOutput } from '../outputFile.ts';
import { jsonDocument } from '../reporters/jsonDocument.ts';
import { reportNotices } from '../reporters/notices.ts';
import { prettyPreview } from '../reporters/preview.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';
import { UsageError } from '../usageError.ts';
import { compare } from './compare.ts';

/** Shows what the roles of k3s-ansible will write on each node. Nothing is run, and no secret is shown. */
export async function preview(command: PreviewCommand, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const { inventory, host, format, output, against, tasks } = command;
  if (against !== undefined) return compare(command, context);
  const queries = createInventoryQueries(await openDisk(inventory, context), bundle);
  const answer = await queries.preview(await requestOf(inventory, queries, cwd), {
    tasks,
    ...(host !== undefined && { host }),
  });
  reportNotices(answer?.notices ?? [], context);
  const refuse = (reason: Message): ExitCode => {
    stderr.write(`${formatMessage(reason, bundle)}\n`);
    return 1;
  };
  if (!answer || Object.keys(answer.hosts).length === 0)
    return refuse(
      host === undefined
        ? msg('The inventory has no servers and no agents of K3s.')
        : msg('"{0}" is no server and no agent of the inventory.', host),
    );
  if (format === 'json') {
    const { k3sAnsible, ansibleCore, hosts, isAssumed, named, rolesIn, tokens } = answer;
    const assumption = {
      isAssumed,
      ...(named !== undefined && { named }),
      ...(rolesIn !== undefined && { rolesIn }),
    };
    stdout.write(jsonDocument({ k3sAnsible, ansibleCore, hosts, ...assumption, tokens }));
  } else if (format === 'files') await writeFiles(answer, resolve(cwd, output ?? '.'));
  else stdout.write(prettyPreview(answer, bundle));
  return 0;
}

/** Only into an empty or new folder, so that nothing of the user's is overwritten. */
async function writeFiles({ hosts }: PreviewAnswer, folder: string): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) throw new UsageError(msg('{0}: the folder is not empty.', folder));
  for (const [host, { files }] of Object.entries(hosts))
    for (const [path, { content }] of Object.entries(files)) {
      const target = join(folder, ...[host, ...path.split('/')].map(fileName).filter((part) => part !== ''));
      await makeFolder(dirname(target));
      await writeOutput(target, content);
    }
}

/** A name that every system accepts, and that cannot lead to another folder. */
const fileName = (part: string): string => part.replace(/[^\w.@+-]/g, '_').replace(/^\.+$/, '_');
