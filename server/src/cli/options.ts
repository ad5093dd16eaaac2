// Parses the options of a command: refuses unknown ones, and offers help.
import type { ParseArgsConfig, parseArgs } from 'node:util';
import { msg } from '../core/index.ts';
import { UsageError } from './usageError.ts';

export const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/** Node's error for an unknown option or a missing value becomes a {@link UsageError}. */
export function orRefuse<T extends ReturnType<typeof parseArgs<ParseArgsConfig>>>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(msg('{0}', error instanceof Error ? error.message : String(error)));
  }
}
