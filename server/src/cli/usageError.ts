// The error of a command that was called wrongly: exit code 2.
import type { Message } from '../core/index.ts';

/** The user called it wrongly; `reason` says how, without the program's name. */
export class UsageError extends Error {
  constructor(readonly reason: Message) {
    super(reason.pattern);
  }
}
