// What `check` says of inventories, held against what happened when the playbook was really run with them. The outcomes
// are recorded in outcomes.json: facts only. The table in docs/rehearsal.md is made of the same numbers.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../server/src/core/rules/index.ts';
import {
  ERROR_NOT_RECORDED,
  NOT_REPORTED,
  REPORTED_ELSEWHERE,
  RIGHT_BUT_CALLED_WRONG,
  WARNING_ALWAYS_FAILED,
} from './exceptions.ts';
import { type Judged, judgeAll } from './judge.ts';

const judged = await judgeAll();
const namesOf = (some: readonly Judged[]): string[] => some.map(({ name }) => name);

it('nothing is called an error that runs and is right', () => {
  const wrong = judged.filter(({ isRight, highest }) => isRight && highest === 'error');
  expect(namesOf(wrong)).toEqual(Object.keys(RIGHT_BUT_CALLED_WRONG));
});

it('what fails or lands broken is reported, but for what is listed with its reason', () => {
  const missed = judged.filter(({ isRight, highest }) => !isRight && highest === 'nothing');
  expect(namesOf(missed)).toEqual(Object.keys(NOT_REPORTED));
});

it('it is reported at the line at fault', () => {
  const elsewhere = judged.filter(
    ({ isRight, said, at }) =>
      !isRight && at !== undefined && said.length > 0 && !said.some(({ line }) => line.includes(at)),
  );
  expect(namesOf(elsewhere)).toEqual(Object.keys(REPORTED_ELSEWHERE));
  expect(judged.filter(({ isRight, at }) => !isRight && at !== undefined).length).toBeGreaterThan(80);
});

it('a rule whose default is an error is proved by a recorded run that fails, or says what proves it', () => {
  const failing = judged.filter(({ isRight }) => !isRight);
  const proved = new Set(
    failing.flatMap(({ said }) =>
      said.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId),
    ),
  );
  const open = rules.filter(({ id, severity }) => severity === 'error' && !proved.has(id));
  expect(open.map(({ id }) => id).sort()).toEqual(Object.keys(ERROR_NOT_RECORDED).sort());
});

it('a rule whose default is a warning reports a run that fails, or of none that does', () => {
  // What always goes along with a failure, and never with a run that is right, is an error.
  const seen = (isRight: boolean, id: string): number =>
    judged.filter((one) => one.isRight === isRight && one.said.some(({ ruleId }) => ruleId === id)).length;
  const mild = rules.filter(
    ({ id, severity }) => severity !== 'error' && seen(false, id) > 2 && seen(true, id) === 0,
  );
  expect(mild.map(({ id }) => id).sort()).toEqual(Object.keys(WARNING_ALWAYS_FAILED).sort());
});

it('enough is recorded, and most of what can be known is reported', () => {
  expect(new Set(judged.map(({ id }) => id)).size).toBeGreaterThanOrEqual(250);
  const failing = judged.filter(({ isRight }) => !isRight);
  const reported = failing.filter(({ highest }) => highest !== 'nothing');
  expect(reported.length / failing.length).toBeGreaterThanOrEqual(0.9);
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
    all.filter((one) => one.isRight === isRight && one.highest === said).length;
  const row = (title: string, isRight: boolean): string =>
    `| ${title} | ${all.filter((one) => one.isRight === isRight).length} | ${SAID.map((said) => count(isRight, said)).join(' | ')} |\n`;
  return [
    `| Run | Outcomes | ${SAID.join(' | ')} |\n|---|---|---|---|---|---|\n`,
    row('right', true),
    row('fails, lands broken, or loses a setting', false),
    `\n${new Set(all.map(({ id }) => id)).size} cases, run with ${[...new Set(all.map(({ upstream }) => upstream))].sort().join(', ')}.\n`,
    '\nNot reported:\n\n',
    ...Object.entries(NOT_REPORTED).map(([name, reason]) => `- ${name}: ${reason}\n`),
    '\nRight, and yet called an error:\n\n',
    ...Object.entries(RIGHT_BUT_CALLED_WRONG).map(([name, reason]) => `- ${name}: ${reason}\n`),
  ].join('');
}
