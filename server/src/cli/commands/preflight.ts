// `k3s-inventory preflight`: whether the play can be run with the inventory, with the reasons in the play's order.
import {
  createInventoryQueries,
  formatMessage,
  msg,
  type PreflightAnswer,
  preflightMarkdown,
  preflight as preflightOf,
} from '../../core/index.ts';
import { createDiskBytes } from '../../node/diskBytes.ts';
import { fileUri } from '../../node/diskFileSystem.ts';
import type { PreflightCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { openDisk } from '../openDisk.ts';
import { jsonDocument } from '../reporters/jsonDocument.ts';
import { prettyPreflight } from '../reporters/preflight.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';

/** 3, not 1, where nothing is known to be wrong: a pipeline can accept that without accepting faults. */
const CODES: Readonly<Record<PreflightAnswer['verdict'], ExitCode>> = {
  ready: 0,
  'not-ready': 1,
  'cannot-know': 3,
};

export async function preflight(
  { inventory, format }: PreflightCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const fileSystem = await openDisk(inventory, context);
  const request = await requestOf(inventory, createInventoryQueries(fileSystem, bundle), cwd);
  const answer = await preflightOf(fileSystem, request, {
    bundle,
    bytes: createDiskBytes(),
    folder: fileUri(cwd),
  });
  if (!answer) {
    stderr.write(`${formatMessage(msg('This is no inventory of k3s-ansible.'), bundle)}\n`);
    return 2;
  }
  if (format === 'json') stdout.write(jsonDocument(answer));
  else if (format === 'markdown') stdout.write(preflightMarkdown(answer, bundle));
  else stdout.write(prettyPreflight(answer, bundle, cwd));
  return CODES[answer.verdict];
}
