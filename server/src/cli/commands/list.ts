// `k3s-inventory list`: hosts, groups and variables as `ansible-inventory` prints them.
import { type Answer, createInventoryQueries, formatMessage, msg, visibleLines } from '../../core/index.ts';
import { fileUri } from '../../node/diskFileSystem.ts';
import type { ListCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { openDisk } from '../openDisk.ts';
import { reportNotices } from '../reporters/notices.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';

/** Prints what `ansible-inventory` prints, which also reads the variables beside the folder it is run in. */
export async function list({ inventory, show }: ListCommand, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const queries = createInventoryQueries(await openDisk(inventory, context), bundle);
  const here = fileUri(cwd);
  const request = { playbookFolders: [here], runFolder: here, ...(await requestOf(inventory, queries, cwd)) };
  const ask = (): Promise<Answer | undefined> => {
    if (show === 'list') return queries.list(request);
    return show === 'graph' ? queries.graph(request) : queries.listHost(request, show.host);
  };
  const answer = await ask();
  reportNotices([...(await queries.unheededSettings(here)), ...(answer?.notices ?? [])], context);
  if (answer?.text !== undefined) {
    // Byte for byte what Ansible prints, unless it goes to a terminal.
    stdout.write(`${stdout.isTTY ? visibleLines(answer.text) : answer.text}\n`);
    return 0;
  }
  const reason = answer
    ? msg('Nothing is listed: Ansible ends with an error here, or not everything can be read.')
    : msg('The inventory has no host "{0}".', typeof show === 'object' ? show.host : '');
  stderr.write(`${formatMessage(reason, bundle)}\n`);
  return 1;
}
