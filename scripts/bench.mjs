// `npm run bench`: our language server beside yaml-language-server, on the same files, over the protocol.
// Without options everything is measured and docs/benchmarks.md is written; see `usage` for the rest.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCommandLine } from './bench/commandLine.mjs';
import { best, compare, judge, samplesOf } from './bench/goals.mjs';
import { hostKinds } from './bench/hostKinds.mjs';
import { layouts } from './bench/layouts.mjs';
import { plot } from './bench/plot.mjs';
import { report } from './bench/report.mjs';
import { emptyServer, ourServer, peerServer, versionOf } from './bench/servers.mjs';
import { measure } from './bench/session.mjs';
import { measureStarts } from './bench/starts.mjs';
import { median } from './bench/statistics.mjs';
import { say, step } from './progress.mjs';
import { ensureBuild, root } from './setup.mjs';

const usage = `npm run bench -- [--sizes 10,1000] [--kinds nested,quoted] [--no-peer] [--quick] [--gate] [--server FILE]

--sizes    the numbers of hosts, with commas
--kinds    the kinds of hosts to compare, with commas; of all there are without this
--no-peer  our server alone
--quick    fewer repetitions, and no command line
--gate     exit code 1 when a ratio to the peer is less than half of its goal
--server   a bundle that is built already, instead of building this one
With --sizes, --kinds, --no-peer, --quick or --gate, docs/benchmarks.md stays as it is.
`;

const thorough = { pairs: 25, perKind: 2500, warmUp: 2500, starts: 5, limit: 75_000 };
const quick = { pairs: 8, perKind: 1500, warmUp: 2500, starts: 3, limit: 75_000 };
/** For one layout, and beside the empty server. */
const brief = { pairs: 6, perKind: 4000, warmUp: 1500, starts: 0, limit: 45_000 };
/** For one kind of hosts: edits of every kind, each of which takes the peer seconds. */
const broad = { ...brief, perKind: 2000, limit: 150_000 };
const kindHosts = 12_000;
const limitHosts = 25;
const layoutHosts = 100;
const commandLineFiles = 1000;
const loadBefore = loadavg()[0] ?? 0;

function options() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string' },
      kinds: { type: 'string' },
      'no-peer': { type: 'boolean' },
      quick: { type: 'boolean' },
      gate: { type: 'boolean' },
      server: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const asked = values.sizes ?? (values.gate ? '10,10000' : '10,100,1000,10000,100000');
  const sizes = asked.split(',').map(Number);
  if (sizes.some((hosts) => !Number.isInteger(hosts) || hosts < 5))
    throw new Error(`--sizes takes whole numbers from 5 on, with commas between them, not ${asked}`);
  const short = values.quick === true || values.gate === true;
  const partial = short || ['no-peer', 'sizes', 'kinds'].some((name) => values[name] !== undefined);
  const kinds = values.kinds?.split(',') ?? (short ? [] : Object.keys(hostKinds));
  const unknown = kinds.find((kind) => !(kind in hostKinds));
  if (unknown !== undefined) throw new Error(`--kinds takes ${Object.keys(hostKinds)}, not ${unknown}`);
  return { ...values, sizes, kinds, short, writes: !partial, effort: short ? quick : thorough };
}

async function main() {
  const chosen = options();
  if (chosen.help) return process.stdout.write(usage);
  if (chosen.server === undefined) await ensureBuild();
  const peer = chosen['no-peer'] ? undefined : await peerServer();
  if (!peer && chosen.gate) return skip();
  const ours = ourServer({ runtime: peer?.command, bundle: chosen.server });
  const measured = {
    ours: { name: ours.name, sittings: [] },
    peer: peer && { name: peer.name, sittings: [] },
  };
  await sitAll(chosen.sizes, { ours, peer, effort: chosen.effort }, measured);
  const kinds = await sitForKinds(chosen.kinds, { ours, peer });
  const limit = chosen.gate ? [] : [await sitBesideEmpty(ours, peer?.command)];
  const inLayouts = chosen.short ? [] : await sitInLayouts({ ours, peer });
  const starts = chosen.short ? [] : await startAll(peer ? [ours, peer] : [ours]);
  const commandLine = chosen.short ? [] : await commands(ours);
  const date = new Date().toISOString().slice(0, 10);
  const text = report({
    ...measured,
    kinds,
    limit,
    layouts: inLayouts,
    starts,
    commandLine,
    date,
    machine: machine(ours.command),
  });
  process.stdout.write(`\n${text}\n\n`);
  if (chosen.writes) write(text, measured);
  if (chosen.gate) await gate(measured, { ours, peer, effort: chosen.effort });
}

async function sitAll(sizes, { ours, peer, effort }, measured) {
  for (const hosts of sizes) {
    measured.ours.sittings.push(await sit(ours, hosts, effort));
    if (peer) measured.peer?.sittings.push(await sit(peer, hosts, effort));
  }
}

const sit = (server, hosts, effort) =>
  step(`${server.name}, ${hosts} hosts`, () => measure(server, hosts, effort));

async function sitForKinds(kinds, { ours, peer }) {
  const rows = [];
  for (const kind of kinds) {
    const sitAt = (server) =>
      step(`${server.name}, ${kindHosts} hosts, ${hostKinds[kind]}`, () =>
        measure(server, kindHosts, broad, { kind, extent: 'edits' }),
      );
    const [mine, theirs] = [await sitAt(ours), peer && (await sitAt(peer))];
    rows.push({ title: hostKinds[kind], hosts: kindHosts, ours: mine, peer: theirs });
  }
  return rows;
}

async function sitInLayouts({ ours, peer }) {
  const rows = [];
  for (const { title, write } of Object.values(layouts)) {
    const sitAt = (server) =>
      step(`${server.name}, ${layoutHosts} hosts, ${title}`, () =>
        measure(server, layoutHosts, { ...brief, pairs: 15 }, { kind: 'plain', extent: 'hosts', write }),
      );
    rows.push({ title, hosts: layoutHosts, ours: await sitAt(ours), peer: peer && (await sitAt(peer)) });
  }
  return rows;
}

async function startAll(servers) {
  const starts = [];
  for (const server of servers)
    starts.push(await step(`${server.name}, cold and warm`, () => measureStarts(server)));
  return starts;
}

/** In turn, so that both have the same machine. */
async function sitBesideEmpty(ours, runtime) {
  const effort = { ...brief, pairs: 60, starts: 8 };
  const sitAt = (server) =>
    step(`${server.name}, ${limitHosts} hosts`, () =>
      measure(server, limitHosts, effort, { kind: 'plain', extent: 'hosts' }),
    );
  return { hosts: limitHosts, empty: await sitAt(emptyServer(runtime)), ours: await sitAt(ours) };
}

const commands = (ours) =>
  step(`The command line on ${commandLineFiles} files`, () => measureCommandLine(ours, commandLineFiles));

/** The load shows whether the machine had other work: then all times are longer, and those of the slower more so. */
function machine(runtime) {
  const memory = Math.round(totalmem() / 2 ** 30);
  const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const parts = [`${availableParallelism()} cores`, `${memory} GiB`, process.platform];
  const load = `load ${loadBefore.toFixed(1)} before the start`;
  return `${[processor, ...parts].join(', ')}, node ${versionOf(runtime)} for both servers, ${load}`;
}

/** Puts what was measured between the marks; the words around it are written by hand. */
function write(text, { ours, peer }) {
  const page = join(root, 'docs', 'benchmarks.md');
  const [start, end] = ['<!-- measured -->', '<!-- /measured -->'];
  const old = readFileSync(page, 'utf8');
  const [from, to] = [old.indexOf(start) + start.length, old.indexOf(end)];
  writeFileSync(page, `${old.slice(0, from)}\n${text}\n${old.slice(to)}`);
  const panel = (what, title) => ({
    title,
    lines: [ours, ...(peer ? [peer] : [])].map((line) => lineOf(line, what)),
  });
  const panels = [panel('edit', 'Edit to diagnostics'), panel('open', 'Open to first diagnostics')];
  writeFileSync(join(root, 'docs', 'images', 'benchmarks.svg'), plot(panels));
  say('Written: docs/benchmarks.md, docs/images/benchmarks.svg');
}

const lineOf = ({ name, sittings }, what) => ({
  name,
  points: sittings.flatMap((sitting) => {
    const milliseconds = median(samplesOf(sitting, what));
    return milliseconds === undefined ? [] : [{ hosts: sitting.hosts, milliseconds }];
  }),
});

/** What else the machine does can only make us slower: a regression is one that shows each time. */
const ATTEMPTS = 3;

/** Writes the counts in the form of a test run: one test per goal. */
async function gate(measured, servers) {
  let judged = judge(compare(measured.ours, measured.peer));
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    const failed = judged.filter(({ verdict }) => verdict === 'failed');
    if (failed.length === 0) break;
    say(`Measured again, because it was too slow: ${failed.map(({ title }) => title).join(', ')}`);
    const again = {
      ours: { name: measured.ours.name, sittings: [] },
      peer: { name: measured.peer.name, sittings: [] },
    };
    await sitAll([...new Set(failed.map(({ hosts }) => hosts))], servers, again);
    judged = best(judged, judge(compare(again.ours, again.peer)));
  }
  for (const goal of judged) say(`${goal.verdict}: ${sentence(goal)}`);
  const count = (verdict) => judged.filter((goal) => goal.verdict === verdict).length;
  const failures = judged.filter(({ verdict }) => verdict === 'failed').map(sentence);
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(count);
  writeCounts({ passed, failed, skipped, failures });
  process.exitCode = count('failed') > 0 ? 1 : 0;
}

function sentence({ what, title, hosts, reached, needed }) {
  const ratio = reached === undefined ? 'the peer had no answer in time' : `ratio ${reached.toFixed(1)}`;
  const where = what === 'initialize' ? '' : `, ${hosts} hosts`;
  return `${title}${where}: ${ratio}, at least ${needed}`;
}

function skip() {
  say('The gate is skipped: there is nothing to compare with');
  writeCounts({ passed: 0, failed: 0, skipped: 1 });
}

function writeCounts(counts) {
  if (process.env.BENCH_RESULT) writeFileSync(process.env.BENCH_RESULT, JSON.stringify(counts));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 2;
});
