// `k3s-inventory explain`: where the value of a variable on a host comes from.
import { createInventoryQueries, formatMessage, type Message, msg } from '../../core/index.ts';
import type { ExplainCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { openDisk } from '../openDisk.ts';
import { explanationJson, explanationText } from '../reporters/explanation.ts';
import { reportNotices } from '../reporters/notices.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';

export async function explain(command: ExplainCommand, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const { host, variable, inventory, format, showSecrets } = command;
  const queries = createInventoryQueries(await openDisk(inventory, context), bundle);
  const explanation = await queries.explain(await requestOf(inventory, queries, cwd), host, variable, {
    showSecrets,
  });
  const complain = (message: Message): ExitCode => {
    stderr.write(`${formatMessage(message, bundle)}\n`);
    return 1;
  };
  if (!explanation) return complain(msg('The inventory has no host "{0}".', host));
  reportNotices([...explanation.unknowns, ...explanation.refusals], context);
  if (format === 'json') stdout.write(explanationJson(command, explanation, context));
  if (explanation.definitions.length === 0)
    return complain(msg('Nothing that can be read defines "{0}" for host "{1}".', variable, host));
  if (format === 'pretty') stdout.write(explanationText(explanation, context));
  return 0;
}
