// `--locale`: the language of the output, whatever the environment says. It stands anywhere, for every command.
import { msg } from '../core/index.ts';
import { UsageError } from './usageError.ts';

const LOCALES = ['en', 'zh-cn'];

/** The value of `--locale` as typed, and the arguments without it. */
export interface WithLocale {
  readonly locale?: string;
  readonly others: readonly string[];
}

/** Behind `--`, everything is a path. */
export function takeLocale(args: readonly string[]): WithLocale {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const at = options.findLastIndex((arg) => arg === '--locale' || arg.startsWith('--locale='));
  const arg = options[at];
  if (arg === undefined) return { others: args };
  const isApart = arg === '--locale';
  const locale = isApart ? (options[at + 1] ?? '') : arg.slice('--locale='.length);
  return { locale, others: [...args.slice(0, at), ...args.slice(at + (isApart ? 2 : 1))] };
}

/** Apart from {@link takeLocale}, because the texts must be chosen before an error can be printed. */
export function requireLocale(locale: string | undefined): void {
  if (locale === undefined || LOCALES.includes(locale.toLowerCase().replace('_', '-'))) return;
  throw new UsageError(msg('There is no locale "{0}"; there are {1}.', locale, LOCALES.join(', ')));
}
