// What every command does with its arguments: refuse options that it does not have, and say which was meant.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Message, msg, nearestOf } from '../core/index.ts';
import { UsageError } from './usageError.ts';

export { OPTIONS } from './commandOptions.ts';

/** What Node says of an unknown option or a missing value becomes a {@link UsageError}. */
export function parsed<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(reasonOf(text, Object.keys(config.options ?? {})));
  }
}

function reasonOf(text: string, names: readonly string[]): Message {
  const [, unknown] = /^Unknown option '(-[^']*)'/.exec(text) ?? [];
  if (unknown !== undefined) {
    const near = nearestOf(unknown.replace(/^-+/, ''), names);
    return near === undefined
      ? msg('There is no option "{0}".', unknown)
      : msg('There is no option "{0}"; did you mean --{1}?', unknown, near);
  }
  const [, name = '', fault] =
    /^Option '(?:-\w, )?(--[\w-]+)(?: <value>)?' (argument missing|argument is ambiguous|does not take an argument)/.exec(
      text,
    ) ?? [];
  if (fault === undefined) return msg('{0}', text);
  return fault === 'does not take an argument'
    ? msg('{0} takes no value.', name)
    : msg('{0} needs a value; one that begins with "-" is written {0}=VALUE.', name);
}
