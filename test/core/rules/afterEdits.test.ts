// Findings of earlier rule runs stay right while the user types: findings move with the text, fixes change the text as
// it is, and whatever an edit touches is judged anew. For every fixture of every rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEditingFileSystem, type EditingFileSystem } from '../../support/editingFileSystem.ts';
import { parseFixture } from '../../support/fixture.ts';
import { uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const room = join(import.meta.dirname, '../../fixtures/rules');
const fixtures = readdirSync(room).flatMap((ruleId) =>
  readdirSync(join(room, ruleId)).flatMap((name) =>
    /^bad[^.]*\.(?:yml|ini)$/.test(name) ? [[ruleId, name] as const] : [],
  ),
);
const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };

function open(host: EditingFileSystem) {
  const service = createTestService(host);
  return async (uri: string) => {
    const { diagnoses } = await service.check(uri, {});
    const offers = await service.offerFixes(uri, EVERYWHERE, {});
    const fixes = [];
    for (const { title, request, reference } of offers)
      if (!request) fixes.push([title, await service.applyFix(uri, reference, {})]);
    return { diagnoses, fixes };
  };
}

it.each(fixtures)('%s: %s', async (ruleId, name) => {
  const main = name.endsWith('.ini') ? 'inventory.ini' : 'inventory.yml';
  const { files } = parseFixture(readFileSync(join(room, ruleId, name), 'utf8'), main);
  const host = createEditingFileSystem(files);
  const look = open(host);
  await look(uriOf(main));
  const text = files[main] ?? '';
  const edits = [
    `# a line more\n${text}`,
    `# a line more\n${text.replace(/(ansible_host: \S*\d)\b/, '$17')}`,
    text.replace(/(ansible_user|k3s_version|api_port): (\S+)/, '$1: $2$2'),
    `${text.trimEnd()}\n# the end\n`,
  ];
  for (const edited of edits) {
    host.type(main, edited);
    expect(await look(uriOf(main)), edited).toEqual(await open(host)(uriOf(main)));
  }
});
