// Values that K3s accepts and never uses: names of components that it does not have, cron lines that are none.
import { isCronLine } from '../../k3s/config/cron.ts';
import { type Flag, findFlag } from '../../k3s/config/flags.ts';
import { nearestOf } from '../../k3s/schema/nearMiss.ts';
import { type Message, msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';

/** Why a value has no effect, and what was meant where one can know it. */
export interface UselessValue {
  readonly message: Message;
  readonly meant?: string;
}

/**
 * K3s splits the text at commas. Any other name may be that of a manifest of the user's own, which `disable` takes out,
 * too.
 */
export function uselessValue(flag: Flag, text: string): UselessValue | undefined {
  if (flag.type === 'list' && /[\uff0c\u3001\uff1b]/.test(text)) {
    const meant = text
      .split(/[\uff0c\u3001\uff1b]/)
      .map((part) => part.trim())
      .join(',');
    return { message: ofComma(flag), meant };
  }
  // What the installer does to the signs of an argument is another rule's matter.
  if (flag.form === 'cron' && text !== '' && !text.includes('\\') && !isCronLine(text))
    return {
      message: msg(
        '{0} takes a cron line such as "0 */12 * * *" (minute, hour, day, month, weekday 0-6): with this one K3s makes no snapshots, and does not say so.',
        flag.name,
      ),
    };
  if ((flag.name === 'disable' || flag.name === 'tls-san') && /[^\s,]\s+[^\s,]/.test(text.trim()))
    return {
      message: ofComma(flag),
      meant: text
        .trim()
        .split(/[\s,]+/)
        .join(','),
    };
  if (!flag.commonValues || flag.name !== 'disable') return undefined;
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts) {
    const found = uselessName(flag, flag.commonValues, part);
    if (found) return parts.length > 1 ? { message: found.message } : found;
  }
  return undefined;
}

const ofComma = ({ name }: Flag): Message =>
  msg('K3s splits {0} at the comma “,” only, and takes all of this for one name.', name);

function uselessName(flag: Flag, known: readonly string[], name: string): UselessValue | undefined {
  if (name === '' || known.includes(name)) return undefined;
  if (/^(?:true|false)$/i.test(name))
    return { message: msg('disable takes names of components, such as traefik: K3s passes over {0}.', name) };
  const own = findFlag(`disable-${name}`);
  if (own && own.until === undefined)
    return {
      message: msg(
        '{0} is no component that disable can name, and K3s passes over it: there is the setting {1}.',
        name,
        own.name,
      ),
    };
  const meant = ownValue(flag.mistakenValues ?? {}, name) ?? nearestOf(name, known);
  return meant === undefined
    ? undefined
    : { message: msg('K3s has no component {0}, and passes over it. Did you mean {1}?', name, meant), meant };
}
