// How fast is fast enough, as ratios to the peer in the same run: they hold on any machine.
import { editKinds, structureKinds } from './session.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {import('./session.mjs').Sitting} Sitting
 * @typedef {{ name: string, sittings: readonly Sitting[] }} Measured
 * @typedef {{ what: string, title: string, hosts: number, ratio: number }} Goal
 * @typedef {Goal & { ours: number | undefined, theirs: number | undefined, reached: number | undefined }} Comparison
 */

/** @type {readonly Goal[]} */
const goals = [
  { what: 'edit', title: 'edit to diagnostics', hosts: 10, ratio: 70 },
  { what: 'edit', title: 'edit to diagnostics', hosts: 10_000, ratio: 400 },
  { what: 'structure', title: 'group, section or range to diagnostics', hosts: 10_000, ratio: 250 },
  { what: 'open', title: 'open to first diagnostics', hosts: 10_000, ratio: 6 },
  { what: 'initialize', title: '`initialize`', hosts: 10_000, ratio: 5 },
  { what: 'completion', title: 'completion', hosts: 10_000, ratio: 100 },
  { what: 'memory', title: 'peak memory', hosts: 10_000, ratio: 4 },
];

/** Other work on the machine must not break the build: what is half as good as wanted is still a regression. */
const leeway = 0.5;

/** @param {Sitting | undefined} sitting @returns {readonly number[]} */
export function samplesOf(sitting, what) {
  if (!sitting) return [];
  if (what === 'memory') return memoryOf(sitting);
  const kinds = { edit: editKinds, structure: structureKinds }[what] ?? [what];
  return kinds.flatMap((kind) => sitting.times[kind] ?? []);
}

/** Who was stopped half way has not shown yet how much it needs. @param {Sitting} sitting */
const memoryOf = ({ memory, stopped }) => (memory === undefined || stopped ? [] : [memory]);

/** The median; starting does not depend on the file, so that every start counts. @param {Measured} measured */
function typical({ sittings }, { what, hosts }) {
  const counted = what === 'initialize' ? sittings : sittings.filter((sitting) => sitting.hosts === hosts);
  return median(counted.flatMap((sitting) => samplesOf(sitting, what)));
}

/**
 * The goals for which a server has an answer.
 * @param {Measured} ours
 * @param {Measured} theirs
 * @returns {Comparison[]}
 */
export const compare = (ours, theirs) =>
  goals
    .map((goal) => ({ ...goal, ours: typical(ours, goal), theirs: typical(theirs, goal) }))
    .filter((goal) => goal.ours !== undefined || goal.theirs !== undefined)
    .map((goal) => ({ ...goal, reached: ratio(goal.ours, goal.theirs) }));

/** Undefined when the peer has no answer in time: it may be that the machine was busy with other things. */
function ratio(ours, theirs) {
  if (theirs === undefined) return undefined;
  return ours === undefined ? 0 : theirs / ours;
}

/** What the gate says of each goal; nothing where there is no ratio. @param {readonly Comparison[]} comparisons */
export const judge = (comparisons) =>
  comparisons.map((comparison) => {
    const needed = comparison.ratio * leeway;
    const { reached } = comparison;
    return { ...comparison, needed, verdict: reached === undefined ? 'skipped' : verdict(reached, needed) };
  });

const verdict = (reached, needed) => (reached >= needed ? 'passed' : 'failed');

/**
 * For each goal the better of two results.
 * @template {Comparison} J
 * @param {readonly J[]} before
 * @param {readonly J[]} now
 * @returns {J[]}
 */
export const best = (before, now) =>
  before.map((goal) => {
    const other = now.find(({ what, hosts }) => what === goal.what && hosts === goal.hosts);
    return other?.reached !== undefined && other.reached > (goal.reached ?? 0) ? other : goal;
  });
