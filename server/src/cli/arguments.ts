// Parses the arguments: from what the user typed to a command, checked as far as the words alone allow. Every command
// has its own options.
import { parseArgs } from 'node:util';
import { listRules, msg, ownValue } from '../core/index.ts';
import { type CheckCommand, parseCheck } from './check/checkArguments.ts';
import { parseVault, type VaultCommand } from './commands/vaultArguments.ts';
import { HELP, orRefuse } from './options.ts';
import { UsageError } from './usageError.ts';

export type Format = 'pretty' | 'json';

/** Paths as typed; none means the sources that ansible.cfg names. */
export interface InventoryArguments {
  readonly paths: readonly string[];
  readonly playbookDir?: string;
  /** The ansible-core that answers are for, as typed. */
  readonly targetCore?: string;
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
  | VaultCommand;

const INVENTORY = {
  inventory: { type: 'string', short: 'i', multiple: true },
  'playbook-dir': { type: 'string' },
  'target-core': { type: 'string' },
} as const;
const FORMAT = { format: { type: 'string' } } as const;

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
};

export function parseArguments(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) throw new UsageError(msg('No command given.'));
  if (name === '--version') return { name: 'version' };
  if (name === 'help' || [name, ...rest].some((arg) => arg === '--help' || arg === '-h'))
    return { name: 'help' };
  const parse = ownValue(COMMANDS, name);
  if (!parse) throw new UsageError(msg('There is no command "{0}".', name));
  return parse(rest);
}

function parseList(args: string[]): ListCommand {
  const { values, positionals } = orRefuse(() =>
    parseArgs({
      args,
      options: { ...INVENTORY, ...HELP, host: { type: 'string' }, graph: { type: 'boolean' } },
      allowPositionals: true,
    }),
  );
  if (values.graph && values.host !== undefined)
    throw new UsageError(msg('Give --host or --graph, not both.'));
  const show = values.graph ? 'graph' : values.host === undefined ? 'list' : { host: values.host };
  return { name: 'list', show, inventory: inventoryOf(values, positionals) };
}

const SHOW = { 'show-secrets': { type: 'boolean', default: false } } as const;

function parseExplain(args: string[]): ExplainCommand {
  const { values, positionals } = orRefuse(() =>
    parseArgs({ args, options: { ...INVENTORY, ...FORMAT, ...HELP, ...SHOW }, allowPositionals: true }),
  );
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
  const { values, positionals } = orRefuse(() =>
    parseArgs({ args, options: { ...INVENTORY, ...FORMAT, ...HELP, ...SHOW }, allowPositionals: true }),
  );
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
  const { values, positionals } = orRefuse(() =>
    parseArgs({
      args,
      options: { ...INVENTORY, ...FORMAT, ...HELP, 'list-downloads': { type: 'boolean' } },
      allowPositionals: true,
    }),
  );
  const isScript = values['list-downloads'] === true && values.format === 'script';
  return {
    name: 'airgap',
    inventory: inventoryOf(values, positionals),
    format: isScript ? 'pretty' : formatOf(values.format),
    ...(values['list-downloads'] && { downloads: isScript ? 'script' : 'text' }),
  };
}

function parsePreview(args: string[]): PreviewCommand {
  const { values, positionals } = orRefuse(() =>
    parseArgs({
      args,
      options: {
        ...INVENTORY,
        ...FORMAT,
        ...HELP,
        host: { type: 'string' },
        tasks: { type: 'boolean' },
        output: { type: 'string', short: 'o' },
        against: { type: 'string' },
      },
      allowPositionals: true,
    }),
  );
  const isFiles = values.format === 'files';
  if (isFiles !== (values.output !== undefined && values.output !== ''))
    throw new UsageError(msg('--format files and --output DIR need each other.'));
  if (values.against !== undefined && (isFiles || values.host !== undefined || values.tasks))
    throw new UsageError(
      msg('--against compares all nodes, and is printed: without --host, --tasks and --format files.'),
    );
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
  const { values, positionals } = orRefuse(() =>
    parseArgs({ args, options: { ...INVENTORY, ...FORMAT, ...HELP }, allowPositionals: true }),
  );
  return {
    name: 'preflight',
    inventory: inventoryOf(values, positionals),
    format: values.format === 'markdown' ? 'markdown' : formatOf(values.format),
  };
}

function parseMigrate(args: string[]): MigrateCommand {
  const { values, positionals } = orRefuse(() =>
    parseArgs({
      args,
      options: { ...INVENTORY, ...FORMAT, ...HELP, ...SHOW, output: { type: 'string', short: 'o' } },
      allowPositionals: true,
    }),
  );
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
  const { values } = orRefuse(() => parseArgs({ args, options: { ...FORMAT, ...HELP } }));
  return { name: 'rules', format: formatOf(values.format) };
}

function parseExplainRule(args: string[]): ExplainRuleCommand {
  const { positionals } = orRefuse(() => parseArgs({ args, options: HELP, allowPositionals: true }));
  const [rule, ...more] = positionals;
  if (rule === undefined || more.length > 0) throw new UsageError(msg('Name one rule: explain-rule ID.'));
  if (!listRules().some(({ id }) => id === rule)) throw new UsageError(msg('There is no rule "{0}".', rule));
  return { name: 'explain-rule', rule };
}

/** `-i A B` is `-i A -i B`: that is what a shell makes of `-i *.yml`. */
const inventoryOf = (
  values: {
    readonly inventory?: readonly string[];
    readonly 'playbook-dir'?: string;
    readonly 'target-core'?: string;
  },
  more: readonly string[],
): InventoryArguments => ({
  paths: [...(values.inventory ?? []), ...more],
  ...(values['playbook-dir'] !== undefined && { playbookDir: values['playbook-dir'] }),
  ...(values['target-core'] !== undefined && { targetCore: values['target-core'] }),
});

function formatOf(value: string | undefined): Format {
  if (value === undefined || value === 'pretty') return 'pretty';
  if (value === 'json') return 'json';
  throw new UsageError(msg('There is no format "{0}"; use pretty or json.', value));
}
