// What the install script of K3s writes on a node, as get.k3s.io serves it: the unit and its file of environment. Its
// lines above ExecStart are the same everywhere and left out.
// Read from k3s-io/k3s, install.sh: `quote`, `escape`, `setup_env`, `create_env_file`, `create_systemd_service_file`.
import { type Message, msg } from '../../text/message.ts';
import { withoutEndSlashes } from '../../text/withoutEndSlashes.ts';

/** What the script leaves on the node. */
export interface Installed {
  /** `k3s` or `k3s-agent`, or what INSTALL_K3S_NAME says. */
  readonly service: string;
  readonly unitFolder: string;
  readonly unit: string;
  readonly environment: string;
}

/** The variables that the script is called with. */
export type Environment = ReadonlyMap<string, string>;

/** What is unknown, or masked, is a single word to the shell. */
const GAP = /<unknown: [^>]*>|<secret>/g;
const FIRST_GAP = 0xe000;

const UNIT_FOLDER = '/etc/systemd/system';

/** The reason for which it fails, where it does. */
export function runInstallScript(environment: Environment): Installed | Message {
  const gaps: string[] = [];
  const exec = (environment.get('INSTALL_K3S_EXEC') ?? '').replace(GAP, (gap) => {
    gaps.push(gap);
    return String.fromCharCode(FIRST_GAP + gaps.length - 1);
  });
  const filled = (text: string): string =>
    text.replace(/[\uE000-\uEFFF]/g, (one) => gaps[one.charCodeAt(0) - FIRST_GAP] ?? one);
  const words = shellWords(exec);
  if (!words)
    return msg('the install script cannot split INSTALL_K3S_EXEC into words: a quote is not closed');
  const [first = ''] = words;
  const isNamed = /^[^-\uE000-\uEFFF]/.test(first);
  const command = isNamed ? first : environment.get('K3S_URL') ? 'agent' : 'server';
  const isLost = !environment.get('K3S_TOKEN') && !environment.get('K3S_TOKEN_FILE');
  if (!isNamed && environment.get('K3S_URL') && isLost)
    return msg('the install script takes a node with K3S_URL for an agent, and refuses it without K3S_TOKEN');
  const args = isNamed ? words.slice(1) : words;
  const own = environment.get('INSTALL_K3S_NAME');
  const service = own ? `k3s-${own}` : command === 'server' ? 'k3s' : `k3s-${command}`;
  if (/[\][!#$%&()*;<=>?\\_`{|}/\s]/.test(service))
    return msg('the install script refuses the name of the service: {0}', service);
  return {
    service,
    unitFolder: withoutEndSlashes(environment.get('INSTALL_K3S_SYSTEMD_DIR') || UNIT_FOLDER),
    unit: unitOf(environment.get('INSTALL_K3S_BIN_DIR') || '/usr/local/bin', command, args.map(filled)),
    environment: environmentFile(environment),
  };
}

const unitOf = (programs: string, command: string, args: readonly string[]): string =>
  [
    `ExecStart=${programs}/k3s \\`,
    `    ${command} \\`,
    ...args.map((arg) => `\t${quoted(arg)} \\`),
    '',
    '',
  ].join('\n');

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What K3s and containerd read, then the proxies. */
const HANDED_ON = [/^(?:K3S|CONTAINERD)_/, /^(?:NO|HTTP|HTTPS)_PROXY/i];

/** Whether the script hands a variable on to the service. */
export const isHandedOn = (name: string): boolean => HANDED_ON.some((names) => names.test(name));

/** As `export` prints them. */
function environmentFile(environment: Environment): string {
  const all = [...environment].sort(([a], [b]) => (a < b ? -1 : 1));
  const chosen = HANDED_ON.flatMap((names) => all.filter(([name]) => names.test(name)));
  return chosen.map(([name, value]) => `${name}=${quoted(value)}\n`).join('');
}

/** As the script's `eval set --` splits a text of which it has escaped all that a shell would act on but quotes. */
function shellWords(text: string): readonly string[] | undefined {
  const escaped = text
    .trim()
    .split(/[ \t\n]+/)
    .join(' ')
    .replace(/[\][!#$%&()*;<=>?\\_`{|}]/g, '\\$&');
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < escaped.length; at++) {
    const character = escaped[at] ?? '';
    const next = escaped[at + 1] ?? '';
    if (quote === '' && character === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === quote) quote = '';
    else if (quote === '' && /["']/.test(character)) {
      quote = character;
      word ??= '';
    } else if (character === '\\' && (quote === '' || (quote === '"' && /[$`"\\]/.test(next)))) {
      word = (word ?? '') + next;
      at++;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
