// `check`: what is wrong in inventories. They are checked on all cores, and told of in one order.
import { availableParallelism } from 'node:os';
import type { Diagnosis } from '../../core/index.ts';
import type { CheckCommand } from '../arguments.ts';
import { createJsonReport } from '../reporters/json.ts';
import { createPrettyReport } from '../reporters/pretty.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';
import { type CheckerSetup, createChecker, type Outcome, type Target } from './checker.ts';
import { type Crew, hireWorkers, inOrder } from './pool.ts';
import { findTargets } from './targets.ts';

export async function check(command: CheckCommand, context: CommandContext): Promise<ExitCode> {
  const { bundle, cwd, stderr } = context;
  const setup = { rules: command.rules, bundle, cwd };
  const checker = createChecker(setup);
  const targets = await findTargets(command, checker, context);
  const report = command.format === 'json' ? createJsonReport(context) : createPrettyReport(context);
  const isNew = createSeen();
  const told = { failed: false, found: false };
  const crew = hire(command, context, setup, targets.length);
  try {
    for await (const { diagnoses, notes, failed, isUnread } of inOrder(targets, [
      checker.check,
      ...crew.hands,
    ])) {
      const added = diagnoses.filter(isNew);
      stderr.write(notes);
      report.add(added);
      told.failed ||= failed || isUnread;
      told.found ||= added.some(({ severity }) => severity !== 'info');
    }
  } finally {
    await crew.dismiss();
  }
  report.end();
  if (told.failed) return 2;
  return told.found ? 1 : 0;
}

/** With fewer, they are checked before a worker has begun. */
const TARGETS_PER_JOB = 40;

/** Who helps this thread. */
function hire(
  { jobs }: CheckCommand,
  { workerFile }: CommandContext,
  setup: CheckerSetup,
  targets: number,
): Crew<Target, Outcome> {
  const wanted = jobs ?? Math.min(availableParallelism(), Math.floor(targets / TARGETS_PER_JOB));
  const others = Math.min(wanted, targets) - 1;
  if (others < 1 || workerFile === undefined) return { hands: [], dismiss: async () => undefined };
  return hireWorkers(workerFile, others, setup);
}

/** A group_vars file shared by two inventories yields the same finding twice. */
function createSeen(): (diagnosis: Diagnosis) => boolean {
  const seen = new Set<string>();
  return ({ uri, start, ruleId, message }) => {
    const key = `${uri}\n${start.line}:${start.column}\n${ruleId}\n${message}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
}
