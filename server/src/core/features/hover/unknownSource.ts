// Why a file cannot be read here, in words.
import type { UnknownSource } from '../../ansible/model/model.ts';
import { type Message, msg } from '../../text/message.ts';

/** Completes "file: …". */
export function describeUnknown({ reason }: UnknownSource): Message {
  switch (reason) {
    case 'vaulted-file':
      return msg('encrypted as a whole; what it defines is not known here.');
    case 'sops':
      return msg('encrypted with SOPS; what it defines is not known here.');
    case 'script':
      return msg('a script; only running it would tell what it defines, and nothing is run here.');
    case 'plugin':
      return msg('needs an inventory plugin; what it defines is not known here.');
    case 'toml':
      return msg(
        'TOML, which is not read here; what it defines is not known. Ansible reads it: “ansible-inventory --list” prints it as JSON, which is read here as well.',
      );
    case 'template':
      return msg('a template; what it defines is known only once it is filled in.');
    case 'play':
      return msg('its plays take variables from files that are known only when it is run.');
    case 'too-large':
      return msg('too large to be read; what it defines is not known here.');
    case 'utf-16':
      return msg('written in UTF-16, which Ansible cannot read; what it would define is not known.');
    case 'special-file':
      return msg('a device, a pipe or a socket; only files are read.');
    case 'unparsable':
      return msg('Ansible cannot read it; what it would define is not known.');
    case 'missing':
      return msg('there is no such file.');
    case 'unreadable':
      return msg('cannot be read here; what it defines is not known.');
  }
}
