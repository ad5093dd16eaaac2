// `k3s-inventory airgap`: whether an offline installation will work, file by file.
import {
  createAirgapReports,
  createInventoryQueries,
  formatMessage,
  isReportEnd,
  msg,
  type ReportEnd,
  type ReportRow,
  visibleLines,
} from '../../core/index.ts';
import { createDiskBytes } from '../../node/diskBytes.ts';
import type { AirgapCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { openDisk } from '../openDisk.ts';
import { airgapJson, createAirgapPrinter } from '../reporters/airgap.ts';
import { jsonDocument } from '../reporters/jsonDocument.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';

export async function airgap(command: AirgapCommand, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const fileSystem = await openDisk(command.inventory, context);
  const request = await requestOf(command.inventory, createInventoryQueries(fileSystem, bundle), cwd);
  const [playbookFolder] = request.playbookFolders ?? [];
  const isReport = command.downloads === undefined;
  const printer = isReport && command.format === 'pretty' ? createAirgapPrinter(context) : undefined;
  const rows = new Map<string, ReportRow>();
  let end: ReportEnd | undefined;
  const options = playbookFolder === undefined ? {} : { playbookFolder };
  for await (const item of createAirgapReports(fileSystem, createDiskBytes(), bundle).report(
    request,
    options,
  )) {
    if (isReportEnd(item)) end = item;
    else {
      rows.set(item.id, item);
      printer?.row(item);
    }
  }
  if (!end) {
    stderr.write(`${formatMessage(msg('This is no inventory of k3s-ansible.'), bundle)}\n`);
    return 1;
  }
  if (!isReport) return printDownloads(end, command, context);
  if (command.format === 'json') stdout.write(airgapJson([...rows.values()], end, cwd));
  else printer?.end(end);
  return end.isReady || end.isUnsure ? 0 : 1;
}

/** Whether the list itself shows that something is missing. */
function printDownloads(
  { downloads, list, script, notes, isReady, isUnsure }: ReportEnd,
  command: AirgapCommand,
  { stdout, stderr }: CommandContext,
): ExitCode {
  if (command.format === 'json') {
    const items = downloads.map(({ name, url }) => ({ name, url }));
    stdout.write(jsonDocument(items));
  } else stdout.write(command.downloads === 'script' ? script : visibleLines(list));
  for (const note of notes) stderr.write(`${note}\n`);
  return isReady || isUnsure ? 0 : 1;
}
