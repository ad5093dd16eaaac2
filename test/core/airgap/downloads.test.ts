// What is to be fetched, as a list and as a script that is really run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { downloadList, downloadScript, downloadText } from '../../../server/src/core/k3s/airgap/downloads.ts';
import type { AuditRow, Wanted } from '../../../server/src/core/k3s/airgap/rows.ts';
import { formatMessage, msg } from '../../../server/src/core/text/message.ts';

const V = 'v1.31.12+k3s1';
const row = (id: string, wants: Wanted, state: AuditRow['state'] = 'missing'): AuditRow => ({
  id,
  requirement: msg('x'),
  state,
  reason: msg('x'),
  hosts: [],
  wants,
});
const ROWS = [
  row('binary:arm', { kind: 'binary', architecture: 'arm', name: 'k3s-arm' }),
  row('images:arm', { kind: 'images', architecture: 'arm' }),
  row('script', { kind: 'script' }),
  row('images:amd64', { kind: 'images', architecture: 'amd64' }, 'met'),
];

describe('the list', () => {
  it('names what is missing, under the names it must have', () => {
    const base = 'https://github.com/k3s-io/k3s/releases/download/v1.31.12%2Bk3s1';
    expect(downloadText(downloadList(ROWS, V))).toBe(
      [
        `k3s-arm                        ${base}/k3s-armhf`,
        `k3s-airgap-images-arm.tar.zst  ${base}/k3s-airgap-images-arm.tar.zst`,
        'k3s-install.sh                 https://get.k3s.io/',
        `sha256sum-arm.txt              ${base}/sha256sum-arm.txt`,
        '',
      ].join('\n'),
    );
  });

  it('is empty when nothing is missing, also when that was found out later', () => {
    const later = row('binary:arm', { kind: 'binary', architecture: 'arm', name: 'k3s-arm' }, 'met');
    expect(downloadList([ROWS[0] ?? later, later], V).downloads).toEqual([]);
  });

  it('says what it cannot name', () => {
    const list = downloadList([...ROWS, row('selinux', { kind: 'selinux' })], undefined);
    expect(list.downloads.map(({ name }) => name)).toEqual(['k3s-install.sh']);
    const notes = list.notes.map((note) => formatMessage(note));
    expect(notes.join('\n')).toContain('k3s_version is not known');
    expect(notes.join('\n')).toContain('k3s-selinux');
  });
});

describe.skipIf(process.platform === 'win32')('the script', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** A curl that writes its address into the file, and a list that has the checksum of that. */
  function run(curl: string) {
    const folder = mkdtempSync(join(tmpdir(), 'airgap script '));
    folders.push(folder);
    writeFileSync(join(folder, 'curl'), curl, { mode: 0o755 });
    writeFileSync(join(folder, 'get.sh'), downloadScript(downloadList(ROWS, V), ['note\nof two lines']));
    const result = spawnSync('sh', [join(folder, 'get.sh'), join(folder, 'in to')], {
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    return { ...result, target: join(folder, 'in to') };
  }

  const CURL = `#!/bin/sh
for last; do :; done
while [ "$1" != -o ]; do shift; done
case "$last" in
*sha256sum*) for f in k3s-armhf k3s-airgap-images-arm.tar.zst; do
  printf '%s' "\${last%/*}/$f" | sha256sum | sed "s/-$/$f/"; done > "$2" ;;
*) printf '%s' "$last" > "$2" ;;
esac
`;

  it('fetches into the folder and checks what it has', () => {
    execFileSync('sh', ['-c', 'command -v sha256sum awk']);
    const { status, stdout, target } = run(CURL);
    expect(stdout).toContain('k3s-arm: OK');
    expect(status).toBe(0);
    expect(readdirSync(target).sort()).toEqual([
      'k3s-airgap-images-arm.tar.zst',
      'k3s-arm',
      'k3s-install.sh',
      'sha256sum-arm.txt',
    ]);
    expect(readFileSync(join(target, 'k3s-install.sh'), 'utf8')).toBe('https://get.k3s.io/');
  });

  it('stops when a file is not what the list says', () => {
    const { status } = run(CURL.replace(`'%s' "$last" > "$2"`, `'broken' > "$2"`));
    expect(status).not.toBe(0);
  });
});
