// What the user typed → a command, checked as far as words can be checked. Every command has its own options.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type CheckSettings, listRules, msg, ownValue, type Severity } from '../core/index.ts';
import { parseVault, type VaultCommand } from './commands/vaultArguments.ts';
import { FORMATS, PRETTY } from './reporters/check/formats.ts';
import { UsageError } from './usageError.ts';

export type Format = 'pretty' | 'json';

/** Paths as typed; none means what ansible.cfg names. */
export interface InventoryArguments {
  readonly paths: readonly string[];
  readonly playbookDir?: string;
  /** The ansible-core that answers are for, as typed. */
  readonly targetCore?: string;
}

/** One format of `check`, and the file it goes to as typed; without one, standard output. */
export interface ReportArgument {
  readonly format: string;
  readonly file?: string;
}

export interface CheckCommand {
  readonly name: 'check';
  readonly paths: readonly string[];
  /** At least one; at most one of them without a file. */
  readonly reports: readonly ReportArgument[];
  readonly settings: CheckSettings;
  /** A path that was named and is no inventory of k3s-ansible is all right. */
  readonly allowsUnrecognised: boolean;
  /** Files with findings that are accepted: to read, or to write instead of reporting any; as typed. */
  readonly baseline: { readonly known?: string; readonly written?: string };
  /** Safe fixes are written before anything is reported. */
  readonly fixes: boolean;
  /** The ansible-core that answers are for, as typed. */
  readonly targetCore?: string;
  /** Names that are passed over in folders; absent: those of samples. */
  readonly exclude?: readonly string[];
  /** On how many cores; absent: on all, if that is worth it. */
  readonly jobs?: number;
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
  /** Print what is to be fetched instead of the report. */
  readonly downloads?: 'text' | 'script';
}

/** Everything about one rule, for those who are not in an editor. */
export interface ExplainRuleCommand {
  readonly name: 'explain-rule';
  readonly rule: string;
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
  | RulesCommand
  | ExplainRuleCommand
  | VaultCommand;

const INVENTORY = {
  inventory: { type: 'string', short: 'i', multiple: true },
  'playbook-dir': { type: 'string' },
  'target-core': { type: 'string' },
} as const;
const FORMAT = { format: { type: 'string' } } as const;
const HELP = { help: { type: 'boolean', short: 'h' } } as const;

const COMMANDS: Readonly<Record<string, (args: string[]) => Command>> = {
  check: parseCheck,
  list: parseList,
  explain: parseExplain,
  render: parseRender,
  airgap: parseAirgap,
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

function parseCheck(args: string[]): CheckCommand {
  const { values, positionals, tokens } = orRefuse(() =>
    parseArgs({
      args,
      options: {
        format: { type: 'string', multiple: true },
        output: { type: 'string', short: 'o', multiple: true },
        'allow-unrecognised': { type: 'boolean', default: false },
        fix: { type: 'boolean', default: false },
        baseline: { type: 'string' },
        'write-baseline': { type: 'string' },
        ...HELP,
        rule: { type: 'string', multiple: true },
        exclude: { type: 'string', multiple: true },
        'any-inventory': { type: 'boolean', default: false },
        jobs: { type: 'string', short: 'j' },
        'target-core': { type: 'string' },
      },
      allowPositionals: true,
      tokens: true,
    }),
  );
  const rules = Object.fromEntries((values.rule ?? []).map(ruleSetting));
  const jobs = values.jobs === undefined ? {} : { jobs: jobsOf(values.jobs) };
  const exclude = values.exclude && { exclude: values.exclude.filter((name) => name !== '') };
  const target = values['target-core'] === undefined ? {} : { targetCore: values['target-core'] };
  return {
    name: 'check',
    paths: positionals,
    reports: reportsOf(tokens.filter((token) => token.kind === 'option')),
    settings: { rules, anyInventory: values['any-inventory'] },
    allowsUnrecognised: values['allow-unrecognised'],
    baseline: baselineOf(values.baseline, values['write-baseline']),
    fixes: values.fix,
    ...exclude,
    ...target,
    ...jobs,
  };
}

function baselineOf(known: string | undefined, written: string | undefined): CheckCommand['baseline'] {
  if (known !== undefined && written !== undefined)
    throw new UsageError(msg('Give --baseline or --write-baseline, not both.'));
  return { ...(known !== undefined && { known }), ...(written !== undefined && { written }) };
}

interface OptionToken {
  readonly name: string;
  readonly value?: string | undefined;
}

/** `--output` says where the report of the `--format` before it goes. */
function reportsOf(options: readonly OptionToken[]): readonly ReportArgument[] {
  const reports: { format: string; file?: string }[] = [];
  for (const { name, value = '' } of options) {
    if (name === 'format') {
      if (!FORMATS.has(value))
        throw new UsageError(
          msg('There is no format "{0}"; use one of {1}.', value, [...FORMATS.keys()].join(', ')),
        );
      reports.push({ format: value });
    } else if (name === 'output') {
      if (reports.length === 0) reports.push({ format: PRETTY });
      const last = reports.at(-1);
      if (!last || last.file !== undefined || value === '')
        throw new UsageError(msg('"--output {0}" needs a --format of its own before it.', value));
      last.file = value;
    }
  }
  if (reports.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(msg('Two formats for standard output: give all but one an --output FILE.'));
  return reports.length > 0 ? reports : [{ format: PRETTY }];
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

/** `-i A B` is `-i A -i B`: a shell makes the one of the other's `*.yml`. */
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

function orRefuse<T extends ReturnType<typeof parseArgs<ParseArgsConfig>>>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(msg('{0}', error instanceof Error ? error.message : String(error)));
  }
}

function formatOf(value: string | undefined): Format {
  if (value === undefined || value === 'pretty') return 'pretty';
  if (value === 'json') return 'json';
  throw new UsageError(msg('There is no format "{0}"; use pretty or json.', value));
}

function jobsOf(value: string): number {
  if (/^0*[1-9]\d{0,2}$/.test(value)) return Number(value);
  throw new UsageError(msg('"--jobs {0}" is not a number from 1 to 999.', value));
}

function ruleSetting(argument: string): [string, Severity | 'off'] {
  const [id = '', severity] = argument.split('=');
  if (severity !== 'error' && severity !== 'warning' && severity !== 'info' && severity !== 'off')
    throw new UsageError(msg('"--rule {0}" is not ID=error, ID=warning, ID=info or ID=off.', argument));
  if (!listRules().some((rule) => rule.id === id)) throw new UsageError(msg('There is no rule "{0}".', id));
  return [id, severity];
}
