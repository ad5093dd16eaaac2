// Parses the arguments of `check`, checked as far as the words alone allow.
import { type CheckSettings, type FixSafety, msg, type Severity } from '../../core/index.ts';
import type { VaultOptions } from '../../node/vaultPasswords.ts';
import { OPTIONS, parsed } from '../options.ts';
import { FORMATS, PRETTY } from '../reporters/check/formats.ts';
import { requireRule } from '../ruleNames.ts';
import { UsageError } from '../usageError.ts';
import { passwordsOf } from '../vaultReading.ts';

/** The path that is standard input. */
export const STDIN = '-';

/** One format of `check`, and the file it goes to as typed; without one, standard output. */
export interface ReportArgument {
  readonly format: string;
  readonly file?: string;
}

export interface CheckCommand {
  readonly name: 'check';
  readonly paths: readonly string[];
  /** At least one; at most one of them without a file. */
  readonly reports: readonly ReportArgument[];
  readonly settings: CheckSettings;
  /** A named path that is no inventory of k3s-ansible is no error. */
  readonly allowsUnrecognised: boolean;
  /** Files with findings that are accepted: to read, or to write instead of reporting any; as typed. */
  readonly baseline: { readonly known?: string; readonly written?: string };
  /** Fixes up to this level are made before anything is reported. */
  readonly fixes?: FixSafety;
  /** Changes of fixes are shown, with secrets or without, instead of being written. */
  readonly diff?: { readonly showSecrets: boolean };
  /** The ansible-core that answers are for, as typed. */
  readonly targetCore?: string;
  /** With which encrypted files are read; absent where the user names none. */
  readonly passwords?: VaultOptions;
  /** Names that are excluded in folders; absent: those of samples. */
  readonly exclude?: readonly string[];
  /** The file that standard input is the text of, as typed; one of the paths is `-`. */
  readonly stdinName?: string;
  /** Nothing is checked: the output says for which projects the inventories are taken, and why. */
  readonly explainsRecognition: boolean;
  /** The number of cores; absent: all, where there is enough to check. */
  readonly jobs?: number;
}

/** Throws a {@link UsageError} for options that contradict each other; paths are looked at later. */
export function parseCheck(args: string[]): CheckCommand {
  const { values, positionals, tokens } = parsed({
    args,
    options: OPTIONS.check,
    allowPositionals: true,
    tokens: true,
  });
  const rules = Object.fromEntries((values.rule ?? []).map(ruleSetting));
  const jobs = values.jobs === undefined ? {} : { jobs: jobsOf(values.jobs) };
  const exclude = values.exclude && { exclude: values.exclude.filter((name) => name !== '') };
  const target = values['target-core'] === undefined ? {} : { targetCore: values['target-core'] };
  return {
    name: 'check',
    paths: positionals,
    reports: reportsOf(tokens.filter((token) => token.kind === 'option')),
    settings: { rules, anyInventory: values['any-inventory'] },
    allowsUnrecognised: values['allow-unrecognised'],
    baseline: baselineOf(values.baseline, values['write-baseline']),
    ...fixesOf(values),
    ...stdinOf(positionals, values['stdin-filename']),
    explainsRecognition: values['explain-recognition'],
    ...exclude,
    ...target,
    ...passwordsOf(values),
    ...jobs,
  };
}

/** Without a name, it is the file of every example. */
const USUAL_NAME = 'inventory.yml';

function stdinOf(paths: readonly string[], name: string | undefined): Pick<CheckCommand, 'stdinName'> {
  if (!paths.includes(STDIN)) {
    if (name === undefined) return {};
    throw new UsageError(msg('--stdin-filename says what "-" is: give "-" as the path, too.'));
  }
  return { stdinName: name ?? USUAL_NAME };
}

interface FixOptions {
  readonly fix: boolean;
  readonly unsafe: boolean;
  readonly diff: boolean;
  readonly format?: readonly string[] | undefined;
  readonly output?: readonly string[] | undefined;
  readonly 'show-secrets': boolean;
}

/** `--diff` implies `--fix`. */
function fixesOf(options: FixOptions): Pick<CheckCommand, 'fixes' | 'diff'> {
  const { fix, unsafe, diff, format, output, 'show-secrets': showSecrets } = options;
  if (!fix && !diff && unsafe)
    throw new UsageError(msg('--unsafe says which fixes: give --fix or --diff, too.'));
  if (showSecrets && !diff)
    throw new UsageError(msg('--show-secrets is for --diff: nothing else shows any.'));
  if (diff && (format ?? output) !== undefined)
    throw new UsageError(
      msg('--diff prints what would change, and no report: without --format and --output.'),
    );
  if (!fix && !diff) return {};
  return { fixes: unsafe ? 'unsafe' : 'safe', ...(diff && { diff: { showSecrets } }) };
}

/** Writing the file that is read would accept every new finding unseen. */
function baselineOf(known: string | undefined, written: string | undefined): CheckCommand['baseline'] {
  if (known !== undefined && written !== undefined)
    throw new UsageError(msg('Give --baseline or --write-baseline, not both.'));
  return { ...(known !== undefined && { known }), ...(written !== undefined && { written }) };
}

interface OptionToken {
  readonly name: string;
  readonly value?: string | undefined;
}

/** `--output` names the file for the report of the `--format` before it. */
function reportsOf(options: readonly OptionToken[]): readonly ReportArgument[] {
  const reports: { format: string; file?: string }[] = [];
  for (const { name, value = '' } of options) {
    if (name === 'format') {
      if (!FORMATS.has(value))
        throw new UsageError(
          msg('There is no format "{0}"; use one of {1}.', value, [...FORMATS.keys()].join(', ')),
        );
      reports.push({ format: value });
    } else if (name === 'output') {
      if (reports.length === 0) reports.push({ format: PRETTY });
      const last = reports.at(-1);
      if (!last || last.file !== undefined || value === '')
        throw new UsageError(msg('"--output {0}" needs a --format of its own before it.', value));
      last.file = value;
    }
  }
  if (reports.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(msg('Two formats for standard output: give all but one an --output FILE.'));
  return reports.length > 0 ? reports : [{ format: PRETTY }];
}

function jobsOf(value: string): number {
  if (/^0*[1-9]\d{0,2}$/.test(value)) return Number(value);
  throw new UsageError(msg('"--jobs {0}" is not a number from 1 to 999.', value));
}

function ruleSetting(argument: string): [string, Severity | 'off'] {
  const [id = '', severity] = argument.split('=');
  if (severity !== 'error' && severity !== 'warning' && severity !== 'info' && severity !== 'off')
    throw new UsageError(msg('"--rule {0}" is not ID=error, ID=warning, ID=info or ID=off.', argument));
  requireRule(id);
  return [id, severity];
}
