// Runs the command line: arguments in, text out, an exit code back. Streams and environment are passed in.

import { version } from '../../../package.json';
import { formatMessage, msg, visibleLines } from '../core/index.ts';
import { bundleFor } from '../node/environment.ts';
import { askDiskAtOnce } from '../node/fileCalls.ts';
import { type Command, parseArguments } from './arguments.ts';
import { check } from './check/command.ts';
import { airgap } from './commands/airgap.ts';
import { completionScript } from './commands/completion.ts';
import { explain } from './commands/explain.ts';
import { list } from './commands/list.ts';
import { migrate } from './commands/migrate.ts';
import { preflight } from './commands/preflight.ts';
import { preview } from './commands/preview.ts';
import { render } from './commands/render.ts';
import { explainRule, printRules } from './commands/rules.ts';
import { vault } from './commands/vault.ts';
import { helpText } from './help.ts';
import { requireLocale, takeLocale } from './locale.ts';
import type { CommandContext, ExitCode, Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Runs one command; `args` without the program's name. Never rejects. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  askDiskAtOnce();
  const { locale, others } = takeLocale(args);
  const bundle = await bundleFor(locale ?? localeOf(terminal.env));
  try {
    requireLocale(locale);
    return await runCommand(parseArguments(others), { ...terminal, bundle });
  } catch (error) {
    if (error instanceof UsageError) {
      const hint = msg('Run "k3s-inventory --help" to see how it is used.');
      terminal.stderr.write(
        `k3s-inventory: ${formatMessage(error.reason, bundle)}\n${formatMessage(hint, bundle)}\n`,
      );
    } else {
      terminal.stderr.write(
        `k3s-inventory: ${visibleLines(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
      );
    }
    return 2;
  }
}

/** Every command resolves to its exit code; only wrong use and errors of ours are thrown. */
async function runCommand(command: Command, context: CommandContext): Promise<ExitCode> {
  switch (command.name) {
    case 'help':
      context.stdout.write(helpText(context.bundle));
      return 0;
    case 'version':
      context.stdout.write(`${version}\n`);
      return 0;
    case 'completion':
      context.stdout.write(completionScript(command.shell));
      return 0;
    case 'rules':
      printRules(command, context);
      return 0;
    case 'explain-rule':
      explainRule(command, context);
      return 0;
    case 'check':
      return check(command, context);
    case 'list':
      return list(command, context);
    case 'explain':
      return explain(command, context);
    case 'render':
      return render(command, context);
    case 'preview':
      return preview(command, context);
    case 'preflight':
      return preflight(command, context);
    case 'migrate':
      return migrate(command, context);
    case 'airgap':
      return airgap(command, context);
    case 'vault':
      return vault(command, context);
  }
}

/** As POSIX programs choose: LC_ALL, LC_MESSAGES, LANG; on systems without them, the system's locale. */
const localeOf = (env: Terminal['env']): string =>
  env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
