// What `check` says of inventories, held against what happened when the playbook was really run with them. The outcomes
// are recorded in outcomes.json: facts only. The table in docs/rehearsal.md is made of the same numbers.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { NOT_TOLD, RIGHT_BUT_CALLED_WRONG } from './exceptions.ts';
import cases from './outcomes.json' with { type: 'json' };

interface Outcome {
  readonly upstream: string;
  readonly core: string;
  readonly verdict: string;
  readonly task?: string;
}

interface Case {
  readonly id: string;
  readonly inventory: string;
  readonly files: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
}

/** Said of any inventory with a secret in it, or of any release: they do not tell of the failure. */
const GENERAL = new Set([
  'token-plaintext',
  'secret-plaintext',
  'token-weak',
  'ansible-utils-missing',
  'upstream-upgrade-agents',
  'upstream-upgrade-token',
  'server-count-even',
  'api-endpoint-of-one-server',
]);

interface Judged extends Outcome {
  readonly id: string;
  readonly isRight: boolean;
  /** The highest severity of what is said of it. */
  readonly said: 'error' | 'warning' | 'info' | 'nothing';
}

const requirements = (version: string): string =>
  `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: ${version}\n`;

async function judge({ id, inventory, files }: Case, outcome: Outcome): Promise<Judged> {
  const isTag = outcome.upstream !== 'main';
  const fileSystem = createMemoryFileSystem({
    ...files,
    ...(isTag && !('requirements.yml' in files) && { 'requirements.yml': requirements(outcome.upstream) }),
  });
  const service = createTestService({ ...fileSystem, ansibleCore: async () => outcome.core });
  const { diagnoses } = await service.check(uriOf(inventory), {});
  const said = new Set(
    diagnoses.filter(({ ruleId }) => !GENERAL.has(ruleId)).map(({ severity }) => severity),
  );
  const highest = (['error', 'warning', 'info'] as const).find((severity) => said.has(severity));
  return { ...outcome, id, isRight: outcome.verdict === 'ok', said: highest ?? 'nothing' };
}

const nameOf = ({ id, upstream, core }: Judged): string => `${id} ${upstream} ${core}`;

const judged: Judged[] = [];
for (const one of cases as unknown as readonly Case[])
  for (const outcome of one.outcomes) judged.push(await judge(one, outcome));

it('nothing is called an error that runs and is right', () => {
  const wrong = judged.filter(({ isRight, said }) => isRight && said === 'error').map(nameOf);
  expect(wrong).toEqual(Object.keys(RIGHT_BUT_CALLED_WRONG));
});

it('what fails or lands broken is told, but for what is listed with its reason', () => {
  const missed = judged.filter(({ isRight, said }) => !isRight && said === 'nothing').map(nameOf);
  expect(missed).toEqual(Object.keys(NOT_TOLD));
});

const PAGE = new URL('../../docs/rehearsal.md', import.meta.url);

it('the page shows these numbers', () => {
  const table = tableOf(judged);
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split('<!-- table -->\n');
  const wanted = `${before}<!-- table -->\n${table}<!-- end -->${rest.split('<!-- end -->')[1] ?? ''}`;
  if (process.env.UPDATE_PAGES) writeFileSync(PAGE, wanted);
  else expect(page).toBe(wanted);
});

function tableOf(all: readonly Judged[]): string {
  const SAID = ['error', 'warning', 'info', 'nothing'] as const;
  const count = (isRight: boolean, said: string): number =>
    all.filter((one) => one.isRight === isRight && one.said === said).length;
  const row = (title: string, isRight: boolean): string =>
    `| ${title} | ${all.filter((one) => one.isRight === isRight).length} | ${SAID.map((said) => count(isRight, said)).join(' | ')} |\n`;
  return [
    `| Run | Outcomes | ${SAID.join(' | ')} |\n|---|---|---|---|---|---|\n`,
    row('right', true),
    row('fails, or lands broken', false),
    '\nNot told:\n\n',
    ...Object.entries(NOT_TOLD).map(([name, reason]) => `- ${name}: ${reason}\n`),
    '\nRight, and yet called an error:\n\n',
    ...Object.entries(RIGHT_BUT_CALLED_WRONG).map(([name, reason]) => `- ${name}: ${reason}\n`),
  ].join('');
}
