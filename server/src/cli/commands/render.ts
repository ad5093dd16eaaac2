// `k3s-inventory render`: the value of a template on a host.
import { resolve } from 'node:path';
import { createInventoryQueries, formatMessage, msg, visibleJson, visibleLines } from '../../core/index.ts';
import type { RenderCommand } from '../arguments.ts';
import { requestOf } from '../inventoryRequest.ts';
import { openDisk } from '../openDisk.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';

const SECRET = msg(
  'The value is a secret, or made of one. It is not shown; --show-secrets shows what is not encrypted.',
);

/** Resolves to 1 where the value is unknown: a script must not take the reason for a value. */
export async function render(command: RenderCommand, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, bundle, cwd } = context;
  const { host, template, inventory, format, showSecrets } = command;
  const queries = createInventoryQueries(await openDisk(inventory, context), bundle);
  const { playbookDir } = inventory;
  const question = {
    host,
    template,
    showSecrets,
    ...(playbookDir !== undefined && { playbookFolder: resolve(cwd, playbookDir) }),
  };
  const rendered = await queries.render(await requestOf(inventory, queries, cwd), question);
  if (!rendered) {
    stderr.write(`${formatMessage(msg('The inventory has no host "{0}".', host), bundle)}\n`);
    return 1;
  }
  if (format === 'json') {
    const answer = rendered.known
      ? `"value": ${rendered.json}`
      : `"reason": ${JSON.stringify(rendered.reason)}`;
    stdout.write(`${visibleJson(`{"known": ${rendered.known}, ${answer}}`)}\n`);
    return 0;
  }
  if (rendered.known) stdout.write(`${visibleLines(rendered.text)}\n`);
  else stderr.write(`${rendered.isSecret ? formatMessage(SECRET, bundle) : rendered.reason}\n`);
  return rendered.known ? 0 : 1;
}
