// Numbers of machines, and of findings, in words.
import { type Message, msg } from '../../text/message.ts';

/** With the singular where it is one. */
export function countOf(count: number, what: 'servers' | 'agents' | 'errors' | 'warnings'): Message {
  switch (what) {
    case 'servers':
      return count === 1 ? msg('1 server') : msg('{0} servers', count);
    case 'agents':
      return count === 1 ? msg('1 agent') : msg('{0} agents', count);
    case 'errors':
      return count === 1 ? msg('1 error') : msg('{0} errors', count);
    default:
      return count === 1 ? msg('1 warning') : msg('{0} warnings', count);
  }
}
