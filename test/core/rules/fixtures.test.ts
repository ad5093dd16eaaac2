import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../server/src/core/index.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { type Fixture, parseFixture } from '../../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const ROOM = join(import.meta.dirname, '../../fixtures/rules');
const MAIN = 'inventory.yml';

const read = (ruleId: string, name: string): string => readFileSync(join(ROOM, ruleId, name), 'utf8');

/** `bad.yml` is checked as `inventory.yml`, `bad.ini` as `inventory.ini`. */
const mainFileOf = (name: string): string => (name.endsWith('.ini') ? 'inventory.ini' : MAIN);

function load(ruleId: string, name: string) {
  const main = mainFileOf(name);
  const fixture = parseFixture(read(ruleId, name), main);
  const service = createTestService(createMemoryFileSystem(fixture.files));
  return { main, fixture, service };
}

const show = (
  file: string,
  line: number,
  column: number,
  length: number,
  severity: string,
  ruleId: string,
): string => `${file}:${line + 1}:${column + 1}+${length} ${severity} ${ruleId}`;

function shown(fixture: Fixture, diagnosis: Diagnosis): string {
  const file = Object.keys(fixture.files).find((path) => uriOf(path) === diagnosis.uri) ?? diagnosis.uri;
  const { start, end } = diagnosis;
  const line = fixture.files[file]?.split('\n')[start.line] ?? '';
  const length = (start.line === end.line ? end.column : line.length) - start.column;
  return show(file, start.line, start.column, length, diagnosis.severity, diagnosis.ruleId);
}

async function expectMarkers(ruleId: string, name: string): Promise<void> {
  const { main, fixture, service } = load(ruleId, name);
  const { diagnoses: found } = await service.check(uriOf(main), {});
  const diagnoses = [...found];
  // Some rules speak of a file only where it is open.
  for (const file of new Set(fixture.markers.map((marker) => marker.file)))
    for (const own of (await service.check(uriOf(file), {})).diagnoses)
      if (own.uri === uriOf(file) && !found.some((d) => shown(fixture, d) === shown(fixture, own)))
        diagnoses.push(own);
  const wanted = fixture.markers.map((m) => show(m.file, m.line, m.column, m.length, m.severity, m.ruleId));
  expect(diagnoses.map((d) => shown(fixture, d)).sort()).toEqual(wanted.sort());
  for (const marker of fixture.markers) {
    const at = show(marker.file, marker.line, marker.column, marker.length, marker.severity, marker.ruleId);
    const messages = diagnoses.filter((d) => shown(fixture, d) === at).map((d) => d.message);
    expect(messages.join('\n')).toContain(marker.words);
  }
}

/** Applies fix number `index` of every finding of the rule, one after the other. */
async function applyAll(ruleId: string, name: string, index: number): Promise<string> {
  const { main, fixture } = load(ruleId, name);
  const fileSystem = createMemoryFileSystem(fixture.files);
  const service = createTestService(fileSystem);
  let text = fixture.files[main] ?? '';
  for (let round = 0; round < 20; round++) {
    const offers = await service.offerFixes(
      uriOf(main),
      { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } },
      {},
    );
    const offer = offers.find((o) => o.ruleId === ruleId && o.fix === index && !o.request);
    if (!offer) return text;
    const outcome = await service.applyFix(uriOf(main), offer.reference, {});
    if ('refused' in outcome) throw new Error(outcome.refused);
    const next = applyRangeEdits(text, outcome.edits);
    expect(next, `fix "${offer.title}" changes nothing`).not.toBe(text);
    text = next;
    fileSystem.write(main, text);
  }
  throw new Error(`fix ${index} of ${ruleId} never ends`);
}

/** `bad.fixed.yml` is what the first fix makes of `bad.yml`; `bad.fixed-2.yml` the second. */
const FIXED = /^(.+)\.fixed(?:-(\d))?(\.\w+)$/;

for (const ruleId of existsSync(ROOM) ? readdirSync(ROOM).sort() : []) {
  describe(ruleId, () => {
    for (const name of readdirSync(join(ROOM, ruleId)).sort()) {
      const fixed = FIXED.exec(name);
      if (!fixed) it(name, () => expectMarkers(ruleId, name));
      else
        it(name, async () => {
          const [, stem = '', number = '1', extension = ''] = fixed;
          const result = await applyAll(ruleId, stem + extension, Number(number) - 1);
          expect(result).toBe(read(ruleId, name));
        });
    }
    it('has a fixture where it speaks and one where it reports nothing', () => {
      const names = readdirSync(join(ROOM, ruleId));
      expect(names.some((name) => name.startsWith('bad'))).toBe(true);
      expect(names.some((name) => name.startsWith('good'))).toBe(true);
    });
  });
}
