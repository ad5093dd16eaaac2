import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Change, generateFleet, type Position } from '../../scripts/bench/fleet.mjs';
import { best, compare, judge } from '../../scripts/bench/goals.mjs';
import { type HostKind, hostKinds } from '../../scripts/bench/hostKinds.mjs';
import { layouts } from '../../scripts/bench/layouts.mjs';
import { plot } from '../../scripts/bench/plot.mjs';
import { report } from '../../scripts/bench/report.mjs';
import { grouped, median, p95 } from '../../scripts/bench/statistics.mjs';
import { applyRangeEdits } from '../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';

const sitting = (hosts: number, milliseconds: number, memory: number, stopped?: string) => ({
  hosts,
  times: {
    initialize: [milliseconds],
    open: [milliseconds],
    host: [milliseconds, milliseconds * 3, milliseconds],
    completion: [milliseconds],
  },
  memory,
  stopped,
});
const ours = { name: 'ours', sittings: [sitting(10, 2, 1e6), sitting(10_000, 4, 2e6)] };
const peer = { name: 'peer', sittings: [sitting(10, 220, 3e6), sitting(10_000, 2000, 4e6)] };

describe('the figures', () => {
  it('are medians and 95th percentiles, written in groups of three', () => {
    const samples = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect([median(samples), p95(samples), median([])]).toEqual([51, 96, undefined]);
    expect([999, 1000, 1_234_567].map(grouped)).toEqual(['999', '1\u00a0000', '1\u00a0234\u00a0567']);
  });

  it('become ratios to the peer, and half of a goal passes the gate', () => {
    const judged = judge(compare(ours, peer)).map(({ what, hosts, reached, verdict }) => ({
      what,
      hosts,
      reached,
      verdict,
    }));
    expect(judged).toEqual([
      { what: 'edit', hosts: 10, reached: 110, verdict: 'passed' },
      { what: 'edit', hosts: 10_000, reached: 500, verdict: 'passed' },
      { what: 'open', hosts: 10_000, reached: 500, verdict: 'passed' },
      { what: 'initialize', hosts: 10_000, reached: 500, verdict: 'passed' },
      { what: 'completion', hosts: 10_000, reached: 500, verdict: 'passed' },
      { what: 'memory', hosts: 10_000, reached: 2, verdict: 'passed' },
    ]);
    expect(judge(compare(peer, ours)).map(({ verdict }) => verdict)).toEqual(Array(6).fill('failed'));
  });

  it('are measured again where they fail: the better result counts, and one that is never reached fails', () => {
    const [good, bad] = [judge(compare(ours, peer)), judge(compare(peer, ours))];
    for (const found of [best(good, bad), best(bad, good)])
      expect(found.map(({ verdict }) => verdict)).toEqual(Array(6).fill('passed'));
    expect(best(bad, bad).map(({ verdict }) => verdict)).toEqual(Array(6).fill('failed'));
    expect(best(bad, good.slice(0, 1)).map(({ verdict }) => verdict)).toEqual([
      'passed',
      ...Array(5).fill('failed'),
    ]);
  });

  it('know who gave no answer in time', () => {
    const stopped = { name: 'peer', sittings: [{ ...sitting(10_000, 1, 9e9, 'time is up'), times: {} }] };
    expect(judge(compare(ours, stopped)).every(({ verdict }) => verdict === 'skipped')).toBe(true);
    expect(judge(compare(stopped, ours)).every(({ verdict }) => verdict === 'failed')).toBe(true);
  });
});

describe('the page', () => {
  it('names the machine, then the ratios, then everything', () => {
    const text = report({
      machine: 'a machine',
      date: '2026-01-31',
      ours,
      peer,
      kinds: [],
      limit: [],
      layouts: [],
      starts: [],
      commandLine: [{ what: '`check`', milliseconds: 1234 }],
    });
    expect(text).toContain('Measured on 2026-01-31 on a machine.');
    expect(text).toContain('| edit to diagnostics | 10 | **110** | 70 | 2.0 ms | 220 ms |');
    expect(text).toContain('| edit inside a host | 2.0 (6.0) | 4.0 (12) |');
    expect(text).toContain('| peak memory | 1 MB | 2 MB |');
    expect(text).toContain('| `check` | 1.2 |');
  });

  it('compares kinds of hosts and layouts, and a cold start with a warm one', () => {
    const row = { title: 'many files', hosts: 100, ours: sitting(100, 5, 1e6), peer: sitting(100, 50, 4e6) };
    const kind = { ...row, title: 'with lists' };
    const text = report({
      machine: 'm',
      date: 'd',
      ours,
      peer,
      kinds: [kind],
      limit: [],
      layouts: [row],
      starts: [{ name: 'ours', cold: [sitting(25, 90, 1e6)], warm: [sitting(25, 40, 1e6)] }],
      commandLine: [],
    });
    expect(text).toContain('| with lists | 5.0 ms (**10**) | 5.0 ms (**10**) | – | – | 1 MB (**4.0**) |');
    expect(text).toContain('| many files | 5.0 ms (**10**) | 5.0 ms (**10**) | – | 1 MB (**4.0**) |');
    expect(text).toContain('| ours | 90 ms | 40 ms | 90 ms | 40 ms |');
  });

  it('says what was stopped', () => {
    const stopped = { name: 'peer', sittings: [{ ...sitting(10_000, 1, 1e6, 'time is up'), times: {} }] };
    const text = report({
      machine: 'm',
      date: 'd',
      ours,
      peer: stopped,
      kinds: [],
      limit: [],
      layouts: [],
      starts: [],
      commandLine: [],
    });
    expect(text).toContain('10\u00a0000 hosts: not all was answered: time is up.');
    expect(text).toContain('| **–** | 400 | 4.0 ms | no answer |');
  });

  it('shows each line of the plot with its points, inside the picture', () => {
    const points = [
      { hosts: 10, milliseconds: 2 },
      { hosts: 100_000, milliseconds: 900 },
    ];
    const svg = plot([{ title: 'A & B', lines: [{ name: 'ours', points }] }]);
    expect(svg).toContain('A &amp; B');
    expect(svg.match(/<circle/g)).toHaveLength(2);
    const places = [...svg.matchAll(/c[xy]="([\d.]+)"/g)].map(([, place]) => Number(place));
    expect(places.every((place) => place > 0 && place < 440)).toBe(true);
  });
});

describe('the client that measures', () => {
  it('ends, though the server was killed in the middle of a message', () => {
    const half = String.raw`process.stdout.write('Content-Length: 1000\r\n\r\n{'); setInterval(() => {}, 1000)`;
    const client = JSON.stringify(new URL('../../scripts/bench/client.mjs', import.meta.url).href);
    const script = `
      const { startClient } = await import(${client});
      const server = { command: process.execPath, args: ['--eval', ${JSON.stringify(half)}], settings: () => ({}) };
      const client = startClient(server, performance.now() + 1000);
      await client.request('initialize', {}).catch((error) => process.stdout.write(error.message));
      await client.stop();`;
    const args = ['--input-type=module', '--eval', script];
    const { stdout, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 15_000 });
    expect({ stdout, signal }).toEqual({ stdout: 'time is up', signal: null });
  });
});

describe('layouts', () => {
  it.each(Object.entries(layouts))('%s: files lie around the inventory', (name, { write }) => {
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    try {
      const place = write(folder);
      const around = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      expect(around.filter((path) => path.endsWith('.yml'))).toHaveLength(name === 'groupVars' ? 200 : 999);
      expect(existsSync(place)).toBe(true);
      expect(existsSync(join(place, 'inventory.yml'))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the inventory that is measured', () => {
  const fleet = generateFleet(12);
  const findings = async (text: string): Promise<string[]> => {
    const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
    const { diagnoses } = await service.check(uriOf('inventory.yml'), {});
    return diagnoses.map((found) => `${found.ruleId} ${found.start.line}`);
  };
  const fault = (shift: number): string => `variable-type ${fleet.faultLine + shift}`;

  const at = ({ line, character }: Position) => ({ line, column: character });
  const apply = (text: string, { range, text: newText }: Change): string =>
    applyRangeEdits(text, [{ start: at(range.start), end: at(range.end), newText }]);

  it('holds one fault', async () => {
    expect(await findings(fleet.text)).toContain(fault(0));
  });

  it.each(Object.entries(fleet.edits))('keeps it where it is expected: %s', async (_, edit) => {
    const changed = apply(fleet.text, edit.apply);
    expect(await findings(changed)).toContain(fault(edit.shift));
    expect(apply(changed, edit.undo)).toBe(fleet.text);
  });

  it.each(Object.keys(hostKinds) as HostKind[])('is edited in the address of a host: %s', async (kind) => {
    const { text, edits, faultLine } = generateFleet(12, kind);
    const found = await findings(text);
    expect(found).toContain(`variable-type ${faultLine}`);
    const changed = apply(text, edits.host.apply);
    expect(changed).toMatch(/ansible_host: 10\.\d+\.\d+\.1\d\d/);
    // An address that nobody else has.
    expect(await findings(changed)).toEqual(found);
    expect(await findings(apply(text, edits.lifecycle.apply))).toContain(
      `variable-type ${faultLine + edits.lifecycle.shift}`,
    );
  });
});
