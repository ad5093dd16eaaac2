// Numbers of machines in words.
import { type Message, msg } from '../../text/message.ts';

export function countOf(count: number, what: 'servers' | 'agents'): Message {
  if (what === 'servers') return count === 1 ? msg('1 server') : msg('{0} servers', count);
  return count === 1 ? msg('1 agent') : msg('{0} agents', count);
}
