// Parses the arguments: from what the user typed to a command, checked as far as the words alone allow. Every command
// has its own options.
import { type Message, msg, nearestOf, ownValue } from '../core/index.ts';
import type { VaultOptions } from '../node/vaultPasswords.ts';
import { type CheckCommand, parseCheck } from './check/checkArguments.ts';
import { SHELLS, type Shell } from './commands/completion.ts';
import { parseVault, type VaultCommand } from './commands/vaultArguments.ts';
import { OPTIONS, parsed } from './options.ts';
import { requireRule } from './ruleNames.ts';
import { UsageError } from './usageError.ts';
import { passwordsOf } from './vaultReading.ts';

export type Format = 'pretty' | 'json';

/** Paths as typed; none means the sources that ansible.cfg names. */
export interface InventoryArguments {
  readonly paths: readonly string[];
  readonly playbookDir?: string;
  /** The ansible-core that answers are for, as typed. */
  readonly targetCore?: string;
  /** With which encrypted files are read; absent where the user names none. */
  readonly passwords?: VaultOptions;
}

export interface ListCommand {
  readonly name: 'list';
  readonly inventory: InventoryArguments;
  readonly show: 'list' | 'graph' | { readonly host: string };
}

export interface ExplainCommand {
  readonly name: 'explain';
  readonly inventory: InventoryArguments;
  readonly host: string;
  readonly variable: string;
  readonly format: Format;
  readonly showSecrets: boolean;
}

export interface RenderCommand {
  readonly name: 'render';
  readonly inventory: InventoryArguments;
  readonly host: string;
  readonly template: string;
  readonly format: Format;
  readonly showSecrets: boolean;
}

export interface AirgapCommand {
  readonly name: 'airgap';
  readonly inventory: InventoryArguments;
  readonly format: Format;
  /** Print the list of downloads instead of the report. */
  readonly downloads?: 'text' | 'script';
}

/** Everything about one rule, for those who are not in an editor. */
export interface ExplainRuleCommand {
  readonly name: 'explain-rule';
  readonly rule: string;
}

export interface PreviewCommand {
  readonly name: 'preview';
  readonly inventory: InventoryArguments;
  /** Only this one. */
  readonly host?: string;
  readonly format: Format | 'files';
  /** The tasks of the play, too. */
  readonly tasks: boolean;
  /** The folder that `files` are written to, as typed. */
  readonly output?: string;
  /** A path or a revision that the inventory is compared with, as typed. */
  readonly against?: string;
}

export interface PreflightCommand {
  readonly name: 'preflight';
  readonly inventory: InventoryArguments;
  readonly format: Format | 'markdown';
}

export interface MigrateCommand {
  readonly name: 'migrate';
  readonly inventory: InventoryArguments;
  readonly format: Format;
  /** The new folder that the files are written to, as typed. */
  readonly output?: string;
  readonly showSecrets: boolean;
}

/** The script that a shell completes commands and options with. */
export interface CompletionCommand {
  readonly name: 'completion';
  readonly shell: Shell;
}

export interface RulesCommand {
  readonly name: 'rules';
  readonly format: Format;
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | CheckCommand
  | ListCommand
  | ExplainCommand
  | RenderCommand
  | AirgapCommand
  | PreviewCommand
  | PreflightCommand
  | MigrateCommand
  | RulesCommand
  | ExplainRuleCommand
  | VaultCommand
  | CompletionCommand;

/** Each command parses its own options, so that an option of another command is an error. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Command>> = {
  check: parseCheck,
  list: parseList,
  explain: parseExplain,
  render: parseRender,
  airgap: parseAirgap,
  preview: parsePreview,
  preflight: parsePreflight,
  migrate: parseMigrate,
  rules: parseRules,
  'explain-rule': parseExplainRule,
  vault: parseVault,
  completion: parseCompletion,
};

/** Throws a {@link UsageError} for what cannot be understood. `--help` counts wherever it stands, for every command. */
export function parseArguments(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) throw new UsageError(msg('No command given.'));
  if (name === '--version') return { name: 'version' };
  if (name === 'help' || [name, ...rest].some((arg) => arg === '--help' || arg === '-h'))
    return { name: 'help' };
  const parse = ownValue(COMMANDS, name);
  if (!parse) throw new UsageError(noCommand(name));
  return parse(rest);
}

function noCommand(name: string): Message {
  const near = nearestOf(name, Object.keys(COMMANDS));
  return near === undefined
    ? msg('There is no command "{0}".', name)
    : msg('There is no command "{0}"; did you mean {1}?', name, near);
}

function parseList(args: string[]): ListCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.list, allowPositionals: true });
  if (values.graph && values.host !== undefined)
    throw new UsageError(msg('Give --host or --graph, not both.'));
  const show = values.graph ? 'graph' : values.host === undefined ? 'list' : { host: values.host };
  return { name: 'list', show, inventory: inventoryOf(values, positionals) };
}

function parseExplain(args: string[]): ExplainCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.explain, allowPositionals: true });
  const [host, variable, ...paths] = positionals;
  if (host === undefined || variable === undefined)
    throw new UsageError(msg('Name a host and a variable: explain HOST VAR.'));
  const inventory = inventoryOf(values, paths);
  return {
    name: 'explain',
    host,
    variable,
    inventory,
    format: formatOf(values.format),
    showSecrets: values['show-secrets'],
  };
}

function parseRender(args: string[]): RenderCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.render, allowPositionals: true });
  const [host, template, ...paths] = positionals;
  if (host === undefined || template === undefined)
    throw new UsageError(msg('Name a host and a template: render HOST TEMPLATE.'));
  const inventory = inventoryOf(values, paths);
  return {
    name: 'render',
    host,
    template,
    inventory,
    format: formatOf(values.format),
    showSecrets: values['show-secrets'],
  };
}

function parseAirgap(args: string[]): AirgapCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.airgap, allowPositionals: true });
  const isScript = values['list-downloads'] === true && values.format === 'script';
  return {
    name: 'airgap',
    inventory: inventoryOf(values, positionals),
    format: isScript ? 'pretty' : formatOf(values.format),
    ...(values['list-downloads'] && { downloads: isScript ? 'script' : 'text' }),
  };
}

function parsePreview(args: string[]): PreviewCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.preview, allowPositionals: true });
  const isFiles = values.format === 'files';
  if (isFiles !== (values.output !== undefined && values.output !== ''))
    throw new UsageError(msg('--format files and --output DIR need each other.'));
  if (values.against !== undefined && (isFiles || values.host !== undefined || values.tasks))
    throw new UsageError(
      msg('--against compares all nodes, and is printed: without --host, --tasks and --format files.'),
    );
  if (values.against !== undefined && passwordsOf(values).passwords)
    throw new UsageError(msg('--against compares what is encrypted as it is: without a vault password.'));
  return {
    name: 'preview',
    inventory: inventoryOf(values, positionals),
    format: isFiles ? 'files' : formatOf(values.format),
    tasks: values.tasks === true,
    ...(values.host !== undefined && { host: values.host }),
    ...(values.output !== undefined && { output: values.output }),
    ...(values.against !== undefined && { against: values.against }),
  };
}

function parsePreflight(args: string[]): PreflightCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.preflight, allowPositionals: true });
  return {
    name: 'preflight',
    inventory: inventoryOf(values, positionals),
    format: values.format === 'markdown' ? 'markdown' : formatOf(values.format),
  };
}

function parseMigrate(args: string[]): MigrateCommand {
  const { values, positionals } = parsed({ args, options: OPTIONS.migrate, allowPositionals: true });
  if (values.output === '') throw new UsageError(msg('--output needs the name of a folder.'));
  return {
    name: 'migrate',
    inventory: inventoryOf(values, positionals),
    format: formatOf(values.format),
    ...(values.output !== undefined && { output: values.output }),
    showSecrets: values['show-secrets'],
  };
}

function parseRules(args: string[]): RulesCommand {
  const { values } = parsed({ args, options: OPTIONS.rules });
  return { name: 'rules', format: formatOf(values.format) };
}

function parseCompletion(args: string[]): CompletionCommand {
  const { positionals } = parsed({ args, options: OPTIONS.completion, allowPositionals: true });
  const shell = SHELLS.find((known) => known === positionals[0]);
  if (!shell || positionals.length > 1)
    throw new UsageError(msg('Name the shell: completion {0}.', SHELLS.join('|')));
  return { name: 'completion', shell };
}

function parseExplainRule(args: string[]): ExplainRuleCommand {
  const { positionals } = parsed({ args, options: OPTIONS['explain-rule'], allowPositionals: true });
  const [rule, ...more] = positionals;
  if (rule === undefined || more.length > 0) throw new UsageError(msg('Name one rule: explain-rule ID.'));
  requireRule(rule);
  return { name: 'explain-rule', rule };
}

/** `-i A B` is `-i A -i B`: that is what a shell makes of `-i *.yml`. */
const inventoryOf = (
  values: Parameters<typeof passwordsOf>[0] & {
    readonly inventory?: readonly string[];
    readonly 'playbook-dir'?: string;
    readonly 'target-core'?: string;
  },
  more: readonly string[],
): InventoryArguments => ({
  paths: [...(values.inventory ?? []), ...more],
  ...passwordsOf(values),
  ...(values['playbook-dir'] !== undefined && { playbookDir: values['playbook-dir'] }),
  ...(values['target-core'] !== undefined && { targetCore: values['target-core'] }),
});

function formatOf(value: string | undefined): Format {
  if (value === undefined || value === 'pretty') return 'pretty';
  if (value === 'json') return 'json';
  throw new UsageError(msg('There is no format "{0}"; use pretty or json.', value));
}
