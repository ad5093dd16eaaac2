// `completion`: scripts by which bash, zsh and fish complete commands, options, and values that there are only some of.
import { CORE_VERSIONS, listRules, ownValue } from '../../core/index.ts';
import { OPTIONS, type Options } from '../commandOptions.ts';
import { FORMATS } from '../reporters/check/formats.ts';
import { ACTIONS } from './vaultArguments.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

type CommandName = keyof typeof OPTIONS;

const COMMANDS = Object.entries(OPTIONS) as readonly (readonly [CommandName, Options])[];

/** Values of an option, or of what stands behind a command; a file's name where there is none. */
const CHOICES: Readonly<Record<string, () => readonly string[]>> = {
  'check --format': () => [...FORMATS.keys()],
  'preview --format': () => ['pretty', 'json', 'files'],
  'preflight --format': () => ['pretty', 'markdown', 'json'],
  'airgap --format': () => ['pretty', 'json', 'script'],
  'explain --format': () => ['pretty', 'json'],
  'render --format': () => ['pretty', 'json'],
  'migrate --format': () => ['pretty', 'json'],
  'rules --format': () => ['pretty', 'json'],
  '--target-core': () => CORE_VERSIONS,
  '--rule': () =>
    listRules().flatMap(({ id }) => ['error', 'warning', 'info', 'off'].map((to) => `${id}=${to}`)),
  'explain-rule': () => listRules().map(({ id }) => id),
  vault: () => ACTIONS,
  completion: () => SHELLS,
};

const optionsOf = (options: Options): readonly string[] =>
  [...Object.keys(options), 'locale'].map((name) => `--${name}`);

const choicesOf = (command: string, option: string): readonly string[] =>
  (ownValue(CHOICES, `${command} ${option}`) ?? ownValue(CHOICES, option))?.() ?? [];

const takesValue = (options: Options, name: string): boolean => ownValue(options, name)?.type === 'string';

export function completionScript(shell: Shell): string {
  if (shell === 'fish') return fishScript();
  // zsh reads bash's own scripts.
  return shell === 'zsh'
    ? `#compdef k3s-inventory\nautoload -U +X bashcompinit && bashcompinit\n${bashScript()}`
    : bashScript();
}

function bashScript(): string {
  const branches = COMMANDS.flatMap(([command, options]) => {
    const values = Object.keys(options)
      .filter((name) => takesValue(options, name))
      .map((name) => {
        const choices = choicesOf(command, `--${name}`);
        const words = choices.length > 0 ? `words="${choices.join(' ')}"` : 'files=1';
        return `    ${command}:--${name}) ${words} ;;`;
      });
    const own = CHOICES[command]?.() ?? [];
    return [
      ...values,
      `    ${command}:*) words="${[...optionsOf(options), ...own].join(' ')}"; ${own.length > 0 ? ':' : 'files=1'} ;;`,
    ];
  });
  return `# k3s-inventory completion bash > /etc/bash_completion.d/k3s-inventory
_k3s_inventory() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${COMMANDS.map(([name]) => name).join(' ')} --help --version --locale" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}:$previous" in
    *:--locale) words="en zh-cn" ;;
${branches.join('\n')}
  esac
  if [ -n "$files" ] && [[ "$current" != -* ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -F _k3s_inventory k3s-inventory
`;
}

function fishScript(): string {
  const lines = COMMANDS.flatMap(([command, options]) => {
    const inside = `complete -c k3s-inventory -n "__fish_seen_subcommand_from ${command}"`;
    const own = CHOICES[command]?.() ?? [];
    return [
      `complete -c k3s-inventory -n __fish_use_subcommand -f -a ${command}`,
      ...(own.length > 0 ? [`${inside} -f -a "${own.join(' ')}"`] : []),
      ...Object.entries(options).map(([name, option]) => {
        const choices = choicesOf(command, `--${name}`);
        const short = option.short === undefined ? '' : ` -s ${option.short}`;
        const value = takesValue(options, name)
          ? choices.length > 0
            ? ` -x -a "${choices.join(' ')}"`
            : ' -r'
          : '';
        return `${inside} -l ${name}${short}${value}`;
      }),
    ];
  });
  return `# k3s-inventory completion fish > ~/.config/fish/completions/k3s-inventory.fish\n${lines.join('\n')}\ncomplete -c k3s-inventory -l locale -x -a "en zh-cn"\n`;
}
