// One place knows what the roles do: its titles are those of real tasks, and nothing else names tasks or compares releases.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import tasks from '../../../schemas/k3s-ansible.tasks.json' with { type: 'json' };
import * as moments from '../../../server/src/core/k3s/roles/moments.ts';

const CORE = 'server/src/core';
const ROLES = 'k3s/roles/';

const sources = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.startsWith(ROLES))
  .map((path) => ({ path, code: withoutTexts(readFileSync(`${CORE}/${path}`, 'utf8')) }));

/** Comments and the texts of messages explain what roles do; they decide nothing. */
function withoutTexts(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/\bmsg\(\s*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")/g, 'msg(');
}

const found = (pattern: RegExp): readonly string[] =>
  sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

it('every moment is a task of a release', () => {
  const titles = new Set(tasks.tasks.map(({ role, name }) => `${role} : ${name}`));
  const named = Object.values(moments).flat();
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((title) => !titles.has(title))).toEqual([]);
});

it('nothing outside of the model of the roles names a task', () => {
  expect(found(/['"`](?:prereq|airgap|k3s_server|k3s_agent|k3s_upgrade) : /)).toEqual([]);
});

it('nothing outside of it looks up what a release does', () => {
  // Which k3s-ansible it is, is found in `upstream`; the table is read where it lies.
  const isFinder = (path: string): boolean => /^k3s\/(?:upstream|schema)\//.test(path);
  const readers = found(/\bloadUpstreamTable\b|\.facts\??\.(?:get|has)\(/);
  expect(readers.filter((path) => !isFinder(path))).toEqual([]);
});

it('nothing outside of it compares releases of k3s-ansible', () => {
  expect(found(/[=!]==? '\d+\.\d+\.\d+'|'1\.[0-2]\.\d' [=!]==?/)).toEqual([]);
});

it('no rule and no feature picks the first server by itself', () => {
  const own = found(
    /clusterHosts\([^)]*\)\.(?:servers|all)\[0\]|\bservers\[0\]|const \[first\b[^\]]*\] = (?:clusterHosts|servers\b)/,
  );
  expect(own.filter((path) => /^(?:rules|features)\//.test(path))).toEqual([]);
});

it('nothing outside of it reads the switch of the external database', () => {
  expect(found(/'use_external_database'|\(model, EXTERNAL_DATABASE\)\(host\)\)\?\.value/)).toEqual([]);
});
