// `check`: what is wrong in inventories. They are checked on all cores, and reported in one order.
import { availableParallelism } from 'node:os';
import { CONFIGURATION, type Diagnosis, formatMessage, msg } from '../../core/index.ts';
import { PRETTY } from '../reporters/check/formats.ts';
import { openReports } from '../reporters/check/openReports.ts';
import { printedPath } from '../reporters/paths.ts';
import { warnOfUnknownTarget } from '../targetHost.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';
import { readingKeys } from '../vaultReading.ts';
import { type Baseline, openBaseline } from './baseline.ts';
import type { CheckCommand } from './checkArguments.ts';
import { type Checker, type CheckerSetup, createChecker, type Outcome, type Target } from './checker.ts';
import { printRecognition } from './explainRecognition.ts';
import { type FixedFiles, fixTexts, writeFixed } from './fixFiles.ts';
import { printDiff, printFixed } from './fixOutput.ts';
import { inOrder, startWorkers, type WorkerPool } from './pool.ts';
import { readStdinFile } from './stdinFile.ts';
import { type FoundTargets, findTargets } from './targets.ts';

/**
 * Fixes come first, so that only what they leave is reported. Resolves to 2 where anything could not be checked, else
 * to 1 for findings.
 */
export async function check(command: CheckCommand, context: CommandContext): Promise<ExitCode> {
  const { settings, targetCore } = command;
  const { bundle, cwd } = context;
  const stdinFile = await readStdinFile(command, context);
  const setup: CheckerSetup = {
    settings,
    bundle,
    cwd,
    hasFrames: command.reports.some(({ format }) => format === PRETTY),
    hasChanges: command.reports.some(({ format }) => format === 'sarif'),
    keys: await readingKeys(command.passwords, context),
    ...(targetCore !== undefined && { targetCore }),
    ...(stdinFile && { texts: new Map([[stdinFile.uri, stdinFile.content]]) }),
  };
  warnOfUnknownTarget(targetCore, context);
  // Read before anything is written: a baseline that cannot be read ends the run.
  const baseline = await openBaseline(command.baseline, context);
  const checker = createChecker(setup);
  const found = await findTargets({ ...command, stdinFile }, checker, context);
  if (command.explainsRecognition) {
    for (const target of found.targets) printRecognition(await checker.explainRecognition(target), context);
    return 0;
  }
  const fixed = command.fixes && (await fixTexts(found.targets, setup, { upTo: command.fixes, stdinFile }));
  if (fixed && command.diff) return printDiff(fixed, command.diff, context);
  const isWritten = !fixed || (await writeFixed(fixed, context));
  if (fixed && stdinFile) printFixed(fixed, stdinFile, context);
  const { checked, failed, hasFindings } = await checkTargets(
    command,
    // What is left of standard input's findings must not get into its text.
    fixed && stdinFile ? { ...context, stdout: context.stderr } : context,
    fixed ? afterFixes(fixed, setup, baseline) : { setup, baseline, checker },
    found.targets,
  );
  const unchecked = command.allowsUnrecognised ? [] : uncheckedNames(found, checked);
  reportUnchecked(unchecked, context);
  if (failed || !isWritten || unchecked.length > 0) return 2;
  return hasFindings ? 1 : 0;
}

interface Checking {
  readonly setup: CheckerSetup;
  readonly baseline: Baseline;
  readonly checker: Checker;
}

/** After writing, nothing that was read before may be used. */
function afterFixes({ files }: FixedFiles, before: CheckerSetup, baseline: Baseline): Checking {
  const input = files.find(({ bytes }) => bytes === undefined);
  const setup = input ? { ...before, texts: new Map([[input.uri, { text: input.after }]]) } : before;
  return { setup, baseline, checker: createChecker(setup) };
}

interface Checked {
  /** Those that are inventories, or parts of one, that are checked. */
  readonly checked: ReadonlySet<Target>;
  /** Something could not be checked. */
  readonly failed: boolean;
  /** Warnings or errors. */
  readonly hasFindings: boolean;
}

/** Checks in parallel, reports in the order of the targets; the pool is stopped even when a report throws. */
async function checkTargets(
  command: CheckCommand,
  context: CommandContext,
  { setup, baseline, checker }: Checking,
  targets: readonly Target[],
): Promise<Checked> {
  const reports = openReports(command.reports, context);
  const isFirst = createSeen();
  const checked = new Set<Target>();
  let [failed, hasFindings] = [false, false];
  const pool = startPool(command, context, setup, targets.length);
  try {
    const runners = [checker.check, ...pool.runners];
    const left = targets.values();
    for await (const { diagnoses, inventories, notes, ...outcome } of inOrder(targets, runners)) {
      const target = left.next().value;
      const added = { inventories, diagnoses: diagnoses.filter((d) => isFirst(d) && baseline.isNew(d)) };
      context.stderr.write(notes);
      reports.add(added);
      if (target !== undefined && outcome.isChecked) checked.add(target);
      // What the configuration says is not what was checked by.
      failed ||= outcome.failed || outcome.isUnread || added.diagnoses.some(isOfConfiguration);
      hasFindings ||= added.diagnoses.some(({ severity }) => severity !== 'info');
    }
  } finally {
    await pool.stop();
  }
  await reports.end();
  await baseline.end();
  return { checked, failed, hasFindings };
}

/** A fault in `.k3s-inventory.yml` ends with 2: what it meant to switch is unknown. */
const isOfConfiguration = ({ ruleId }: Diagnosis): boolean => ruleId === CONFIGURATION;

const uncheckedNames = ({ named }: FoundTargets, checked: ReadonlySet<Target>): readonly string[] =>
  [...named].filter(([, own]) => !own.some((target) => checked.has(target))).map(([uri]) => uri);

/** A path that the user named must have been checked. */
function reportUnchecked(uris: readonly string[], { bundle, cwd, stderr }: CommandContext): void {
  for (const uri of uris) {
    const note = msg(
      '{0}: nothing was checked here, because no inventory of k3s-ansible was found (--allow-unrecognised to accept that).',
      printedPath(uri, cwd),
    );
    stderr.write(`${formatMessage(note, bundle)}\n`);
  }
}

/** Fewer are checked before a worker has started. */
const TARGETS_PER_JOB = 40;

/** The workers beside this thread. */
function startPool(
  { jobs }: CheckCommand,
  { workerFile }: CommandContext,
  setup: CheckerSetup,
  targets: number,
): WorkerPool<Target, Outcome> {
  const wanted = jobs ?? Math.min(availableParallelism(), Math.floor(targets / TARGETS_PER_JOB));
  const others = Math.min(wanted, targets) - 1;
  if (others < 1 || workerFile === undefined) return { runners: [], stop: async () => undefined };
  return startWorkers(workerFile, others, setup);
}

/** A group_vars file shared by two inventories yields the same finding twice. */
function createSeen(): (diagnosis: Diagnosis) => boolean {
  const seen = new Set<string>();
  return ({ uri, start, ruleId, message }) => {
    const key = `${uri}\n${start.line}:${start.column}\n${ruleId}\n${message}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
}
