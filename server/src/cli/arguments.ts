import { parseArgs } from 'node:util';
import { listRules, type Message, msg, type RuleSettings, type Severity } from '../core/index.ts';

/** The user called it wrongly; `reason` says how, without the program's name. */
export class UsageError extends Error {
  constructor(readonly reason: Message) {
    super(reason.pattern);
  }
}

export type Format = 'pretty' | 'json';

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'rules'; readonly format: Format }
  | {
      readonly name: 'check';
      readonly paths: readonly string[];
      readonly format: Format;
      readonly rules: RuleSettings;
    };

const OPTIONS = {
  format: { type: 'string' },
  rule: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parseOrRefuse(args);
  const [name, ...paths] = positionals;
  if (values.version) return { name: 'version' };
  if (values.help || name === 'help') return { name: 'help' };
  if (name === undefined) throw new UsageError(msg('No command given.'));
  const format = formatOf(values.format);
  if (name === 'rules') return { name, format };
  if (name === 'check')
    return { name, paths, format, rules: Object.fromEntries((values.rule ?? []).map(ruleSetting)) };
  throw new UsageError(msg('There is no command "{0}".', name));
}

function parseOrRefuse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(msg('{0}', error instanceof Error ? error.message : String(error)));
  }
}

function formatOf(value: string | undefined): Format {
  if (value === undefined || value === 'pretty') return 'pretty';
  if (value === 'json') return 'json';
  throw new UsageError(msg('There is no format "{0}"; use pretty or json.', value));
}

function ruleSetting(argument: string): [string, Severity | 'off'] {
  const [id = '', severity] = argument.split('=');
  if (severity !== 'error' && severity !== 'warning' && severity !== 'info' && severity !== 'off')
    throw new UsageError(msg('"--rule {0}" is not ID=error, ID=warning, ID=info or ID=off.', argument));
  if (!listRules().some((rule) => rule.id === id)) throw new UsageError(msg('There is no rule "{0}".', id));
  return [id, severity];
}
