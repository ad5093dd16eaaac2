// The measured part of docs/benchmarks.md. Knows nothing of how it was measured.
import { compare, samplesOf } from './goals.mjs';
import { grouped, median, p95 } from './statistics.mjs';

/**
 * @typedef {import('./goals.mjs').Measured} Measured
 * @typedef {object} Run
 * @property {string} machine
 * @property {string} date
 * @property {Measured} ours
 * @property {Measured | undefined} peer
 * @property {readonly KindRow[]} kinds
 * @property {readonly LimitRow[]} limit
 * @property {readonly import('./commandLine.mjs').CommandTime[]} commandLine
 * @property {readonly KindRow[]} layouts
 * @property {readonly import('./starts.mjs').Starts[]} starts
 *
 * @typedef {{ title: string, hosts: number, ours: Sitting, peer: Sitting | undefined }} KindRow one kind of hosts, or one layout
 * @typedef {{ hosts: number, ours: Sitting, empty: Sitting }} LimitRow
 * @typedef {import('./session.mjs').Sitting} Sitting
 */

/** What was asked, in the order of a sitting. */
const rows = [
  ['initialize', 'process start to `initialize`'],
  ['open', 'open to first diagnostics'],
  ['edit', '**edit to diagnostics**, all kinds'],
  ['host', 'edit inside a host'],
  ['top', 'line added at the top'],
  ['vars', 'edit in `vars`'],
  ['jinja', 'edit in Jinja'],
  ['insert', 'host inserted'],
  ['delete', 'host deleted'],
  ['group', 'group with a host, added or removed'],
  ['section', 'section `vars` of a group, added or removed'],
  ['range', 'range of hosts, added or removed'],
  ['paste', '1 000 lines pasted'],
  ['completion', 'letter typed to completion'],
  ['hover', 'hover'],
  ['actions', 'code actions'],
  ['memory', 'peak memory'],
];

/** @param {Run} run */
export function report(run) {
  const { ours, peer, commandLine, kinds, limit, layouts, starts } = run;
  return [
    `Measured on ${run.date} on ${run.machine}.`,
    ...(peer ? ['', '## Ratios', '', ...ratios(ours, peer)] : []),
    ...(kinds.length > 0 ? ['', '## By kind of host', '', ...besidePeer(kinds, ofKinds)] : []),
    ...(limit.length > 0 ? ['', '## Beside an empty server', '', ...besideEmpty(limit)] : []),
    ...(layouts.length > 0 ? ['', '## By layout', '', ...besidePeer(layouts, ofLayouts)] : []),
    ...(starts.length > 0 ? ['', '## Cold and warm', '', ...coldAndWarm(starts)] : []),
    ...[ours, ...(peer ? [peer] : [])].flatMap((measured) => [
      '',
      `## ${measured.name}`,
      '',
      ...all(measured),
    ]),
    ...(commandLine.length > 0 ? ['', '## Command line', '', ...commands(commandLine)] : []),
  ].join('\n');
}

function ratios(ours, peer) {
  return table(
    ['', 'hosts', 'ratio', 'goal', ours.name, peer.name],
    compare(ours, peer).map(({ what, title, hosts, ratio, reached, ours: our, theirs }) => [
      title,
      what === 'initialize' ? 'any' : grouped(hosts),
      `**${times(reached)}**`,
      `${ratio}`,
      value(what, our),
      value(what, theirs),
    ]),
  );
}

const ofKinds = [
  ['open', 'open'],
  ['edit', 'edit, all kinds'],
  ['insert', 'host inserted'],
  ['structure', 'group, section, range'],
  ['memory', 'memory'],
];
const ofLayouts = [
  ['open', 'open'],
  ['host', 'edit inside a host'],
  ['insert', 'host inserted'],
  ['memory', 'memory'],
];

/** Ours, and in brackets how many times as much the peer needs. */
function besidePeer(rows, columns) {
  const cells = ({ ours, peer }) =>
    columns.map(([what]) => {
      const [our, theirs] = [ours, peer].map((sitting) => median(samplesOf(sitting, what)));
      const ratio = our !== undefined && theirs !== undefined ? ` (**${times(theirs / our)}**)` : '';
      return our === undefined ? '–' : `${value(what, our)}${ratio}`;
    });
  return [
    `Each with ${grouped(rows[0]?.hosts ?? 0)} hosts; in brackets the ratio to the peer.`,
    '',
    ...table(
      ['', ...columns.map(([, title]) => title)],
      rows.map((row) => [row.title, ...cells(row)]),
    ),
  ];
}

/** How much of the waiting is not ours. */
function besideEmpty(rows) {
  const of = (sitting, what) => median(samplesOf(sitting, what));
  return table(
    [
      'hosts',
      'edit inside a host',
      'with an empty server',
      'ratio',
      '`initialize`',
      'with an empty server',
      'ratio',
    ],
    rows.map(({ hosts, ours, empty }) => [
      grouped(hosts),
      ...['host', 'initialize'].flatMap((what) => {
        const [our, least] = [of(ours, what), of(empty, what)];
        return [value(what, our), value(what, least), our && least ? `**${times(our / least)}**` : '–'];
      }),
    ]),
  );
}

/** The medians of all rounds. */
function coldAndWarm(starts) {
  const of = (sittings, what) => value(what, median(sittings.flatMap((sitting) => samplesOf(sitting, what))));
  const first = grouped(starts[0]?.cold[0]?.hosts ?? 0);
  return [
    `Cold: nothing is kept of an earlier start. Warm: what the runtime compiled then is found. Opening is that of ${first} hosts.`,
    '',
    ...table(
      ['', '`initialize`, cold', 'warm', 'open, cold', 'warm'],
      starts.map(({ name, cold, warm }) => [
        name,
        ...['initialize', 'open'].flatMap((what) => [of(cold, what), of(warm, what)]),
      ]),
    ),
  ];
}

function all({ sittings }) {
  const sizes = sittings.map(({ hosts }) => `${grouped(hosts)} hosts`);
  const cells = rows.map(([what, title]) => [title, ...sittings.map((sitting) => cell(sitting, what))]);
  const stopped = sittings.filter((sitting) => sitting.stopped);
  return [
    'Milliseconds: the median, and in brackets the 95th percentile.',
    '',
    ...table(['', ...sizes], cells),
    ...stopped.flatMap(({ hosts, stopped: why }) => [
      '',
      `${grouped(hosts)} hosts: not all was answered: ${why}.`,
    ]),
  ];
}

function cell(sitting, what) {
  const samples = samplesOf(sitting, what);
  const middle = median(samples);
  if (middle === undefined) return '–';
  const high = samples.length > 1 ? ` (${digits(p95(samples) ?? middle)})` : '';
  return what === 'memory' ? value(what, middle) : `${digits(middle)}${high}`;
}

const commands = (times) =>
  table(
    ['', 'seconds'],
    times.map(({ what, milliseconds }) => [
      what,
      milliseconds === undefined ? 'did not end in time' : (milliseconds / 1000).toFixed(1),
    ]),
  );

const table = (head, body) => [
  `| ${head.join(' | ')} |`,
  `|${head.map((_, column) => (column === 0 ? '---' : '--:')).join('|')}|`,
  ...body.map((cells) => `| ${cells.join(' | ')} |`),
];

function times(ratio) {
  if (ratio === undefined) return '–';
  return ratio < 10 ? ratio.toFixed(1) : grouped(Math.round(ratio));
}

function value(what, amount) {
  if (amount === undefined) return 'no answer';
  return what === 'memory' ? `${grouped(Math.round(amount / 1e6))} MB` : `${digits(amount)} ms`;
}

const digits = (amount) => (amount < 10 ? amount.toFixed(1) : grouped(Math.round(amount)));
