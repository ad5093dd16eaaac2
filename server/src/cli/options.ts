// What every command does with its options: refuse those it does not know, and offer help.
import type { ParseArgsConfig, parseArgs } from 'node:util';
import { msg } from '../core/index.ts';
import { UsageError } from './usageError.ts';

export const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/** What Node says of an unknown option or a missing value becomes a {@link UsageError}. */
export function orRefuse<T extends ReturnType<typeof parseArgs<ParseArgsConfig>>>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(msg('{0}', error instanceof Error ? error.message : String(error)));
  }
}
