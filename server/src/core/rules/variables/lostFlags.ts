// The flags of an argument string, or the keys of a configuration, that a narrower definition does not repeat.

/** A setting in one text: its name in a message (`--disable traefik`, `tls-san`), and how it is written. */
export type Settings = ReadonlyMap<string, string>;

/** Flags that can stand several times: there each value counts. */
const REPEATED = /^--(?:disable|tls-san|node-label|node-taint|[\w-]+-arg)$/;
const WORD = /(?:[^\s"']|"[^"]*"|'[^']*')+/g;

/** Of `--disable traefik --kubelet-arg=a=b -v 1`: `--disable traefik`, `--kubelet-arg a`, `-v`. */
export function flagsOf(text: string): Settings {
  const words = text.match(WORD) ?? [];
  const found = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const [flag = '', ...assigned] = word.split('=');
    if (!/^--?[A-Za-z]/.test(flag)) continue;
    const next = words[index + 1];
    const value = assigned.length > 0 ? assigned.join('=') : next?.startsWith('-') ? undefined : next;
    const separator = assigned.length > 0 ? '=' : ' ';
    if (value === undefined) found.set(flag, flag);
    else if (!REPEATED.test(flag)) found.set(flag, `${flag}${separator}${value}`);
    else
      for (const one of value.replace(/^(["'])(.*)\1$/, '$2').split(','))
        found.set(`${flag} ${named(flag, one)}`, `${flag}${separator}${one}`);
  }
  return found;
}

/** The value for a component may be a secret, so only its name is shown. */
const named = (flag: string, value: string): string =>
  flag.endsWith('-arg') ? (value.split('=')[0] ?? '') : value;

/** The keys of a YAML text at its left edge. */
export function keysOf(text: string): Settings {
  const keys = Array.from(text.matchAll(/^["']?([A-Za-z][\w-]*)["']?[ \t]*:/gm), ([, key = '']) => key);
  return new Map(keys.map((key) => [key, key]));
}

/** In the order of the wider text. */
export const lostIn = (wider: Settings, narrower: Settings): Settings =>
  new Map([...wider].filter(([setting]) => !narrower.has(setting)));
