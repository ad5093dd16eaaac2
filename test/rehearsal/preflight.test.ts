// What `preflight` says will fail, held against the task at which the real playbook failed with the same inventory.
import { expect, it } from 'vitest';
import { preflight } from '../../server/src/core/services/preflight/preflight.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { RIGHT_BUT_CALLED_WRONG } from './exceptions.ts';
import cases from './outcomes.json' with { type: 'json' };
import { TASK_NOT_NAMED } from './preflightExceptions.ts';

interface Outcome {
  readonly upstream: string;
  readonly core: string;
  readonly verdict: string;
  readonly task?: string;
  readonly lost?: readonly string[];
}

interface Case {
  readonly id: string;
  readonly inventory: string;
  readonly files: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
}

const requirements = (version: string): string =>
  `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: ${version}\n`;

async function ask({ inventory, files }: Case, { upstream, core }: Outcome) {
  const isTag = upstream !== 'main' && !('requirements.yml' in files);
  const fileSystem = createMemoryFileSystem({
    ...files,
    ...(isTag && { 'requirements.yml': requirements(upstream) }),
  });
  const world = { ...fileSystem, ansibleCore: async () => core };
  return preflight(world, { sources: [uriOf(inventory)] });
}

/** Before the first task: there is no server, or the connection fails. */
const NO_TASK = 'no task';

const asked: {
  readonly one: Case;
  readonly outcome: Outcome;
  readonly answer: Awaited<ReturnType<typeof ask>>;
}[] = [];
/** Of commits between the releases the tasks are not known. */
const IS_RELEASE = /^(?:main|\d+\.\d+\.\d+)$/;
for (const one of cases as unknown as readonly Case[])
  for (const outcome of one.outcomes.filter(({ upstream }) => IS_RELEASE.test(upstream)))
    asked.push({ one, outcome, answer: await ask(one, outcome) });

it('names the task at which the playbook fails', () => {
  const missed: string[] = [];
  const wrong: string[] = [];
  let [failing, named, first] = [0, 0, 0];
  for (const { one, outcome, answer } of asked) {
    const name = `${one.id} ${outcome.upstream} ${outcome.core}`;
    if (outcome.verdict === 'ok') {
      // A setting that is lost without a word is no reason to begin.
      if (answer?.verdict === 'not-ready' && !outcome.lost) wrong.push(name);
      continue;
    }
    failing++;
    const real = outcome.task?.includes(' : ') ? outcome.task : NO_TASK;
    const tasks = (answer?.reasons ?? [])
      .filter(({ kind, task }) => task !== undefined || kind !== 'risk')
      .map(({ task = NO_TASK, alternatives = [] }) => [task, ...alternatives]);
    const isNamed = tasks.some((titles) => titles.includes(real));
    if (isNamed) named++;
    else missed.push(name);
    if (tasks[0]?.[0] === real) first++;
  }
  const known = failing - Object.keys(TASK_NOT_NAMED).length;
  process.stdout.write(
    `preflight: of ${failing} failing runs the task is named for ${named} (first of all for ${first}); of those that can be known, ${named} of ${known}\n`,
  );
  const surprising = missed.filter((name) => !(name in TASK_NOT_NAMED));
  if (surprising.length > 0) process.stdout.write(`preflight: not foreseen: ${surprising.join(', ')}\n`);
  expect(named / known).toBeGreaterThanOrEqual(0.95);
  expect(wrong.filter((name) => !(name in RIGHT_BUT_CALLED_WRONG))).toEqual([]);
});
