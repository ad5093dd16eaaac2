// Only names of releases become part of an address.
import { expect, it } from 'vitest';
import { downloadList, downloadScript } from '../../../server/src/core/k3s/airgap/downloads.ts';
import type { AuditRow } from '../../../server/src/core/k3s/airgap/rows.ts';
import { formatMessage, msg } from '../../../server/src/core/text/message.ts';

const BINARY: AuditRow = {
  id: 'binary',
  requirement: msg('x'),
  state: 'missing',
  reason: msg('x'),
  hosts: [],
  wants: { kind: 'binary', architecture: 'amd64', name: 'k3s' },
};
const SCRIPT: AuditRow = { ...BINARY, id: 'script', wants: { kind: 'script' } };

it.each(['v1.31.12+k3s1', 'v1.31.12-rc1+k3s2'])('%s is one', (version) => {
  expect(downloadList([BINARY], version).downloads.length).toBeGreaterThan(0);
});

it.each([
  'v1/../../../../../evil/k3s/releases/download/v9',
  'v1.31.12+k3s1/../../x',
  'v1.31.12+k3s1?x=[1-9]',
  'v1.31.12+k3s{1,2}',
  "v1.31.12+k3s1' ; touch x '",
  'latest',
  'v1.31.12+k3s1\n',
])('%j is none, and that is said', (version) => {
  const { downloads, notes } = downloadList([BINARY], version);
  expect(downloads.filter(({ url }) => url.includes('github.com'))).toEqual([]);
  expect(notes.map((note) => formatMessage(note)).join('\n')).toContain('no name of a K3s release');
});

it('of the install script it is said that no checksum is published', () => {
  const list = downloadList([SCRIPT], 'v1.31.12+k3s1');
  expect(list.notes.map((note) => formatMessage(note)).join('\n')).toContain('no checksum');
  expect(downloadScript(list, [])).toContain('curl -fgL --proto =https');
});
