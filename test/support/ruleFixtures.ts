// The fixtures of the rules, `test/fixtures/rules/RULE-ID/bad.yml` and the like: which there are, and what is reported for one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../server/src/core/index.ts';
import { type Fixture, parseFixture } from './fixture.ts';
import { createMemoryFileSystem, uriOf } from './memoryFileSystem.ts';
import { createTestService } from './service.ts';

const ROOM = join(import.meta.dirname, '../fixtures/rules');

/** The ids of all rules that have fixtures. */
export const rulesWithFixtures: readonly string[] = readdirSync(ROOM).sort();

/** The names of a rule's files. */
export const fixtureNames = (ruleId: string): readonly string[] => readdirSync(join(ROOM, ruleId)).sort();

export const readFixture = (ruleId: string, name: string): string =>
  readFileSync(join(ROOM, ruleId, name), 'utf8');

/** `bad.yml` is checked as `inventory.yml`, `bad.ini` as `inventory.ini`. */
export function loadFixture(ruleId: string, name: string): { main: string; fixture: Fixture } {
  const main = name.endsWith('.ini') ? 'inventory.ini' : 'inventory.yml';
  return { main, fixture: parseFixture(readFixture(ruleId, name), main) };
}

/** One test for each fixture whose name is wanted: all that is reported for it has a marker, and nothing else has. */
export function describeFixtures(isWanted: (name: string) => boolean): void {
  for (const ruleId of rulesWithFixtures) {
    const names = fixtureNames(ruleId).filter(isWanted);
    if (names.length > 0) describe(ruleId, () => it.each(names)('%s', (name) => expectMarkers(ruleId, name)));
  }
}

async function expectMarkers(ruleId: string, name: string): Promise<void> {
  const { main, fixture } = loadFixture(ruleId, name);
  const service = createTestService(createMemoryFileSystem(fixture.files));
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
