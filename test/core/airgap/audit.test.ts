// The audit of one folder: every requirement, met and not, and what disks and proxies do to files.
import { describe, expect, it } from 'vitest';
import type { DirectoryEntry } from '../../../server/src/core/index.ts';
import { type AuditInput, auditFolder } from '../../../server/src/core/k3s/airgap/audit.ts';
import type { AuditHost, AuditRow } from '../../../server/src/core/k3s/airgap/rows.ts';
import { airgapRules } from '../../../server/src/core/k3s/roles/airgapFiles.ts';
import type { SignatureId } from '../../../server/src/core/k3s/schema/upstreamTable.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';
import {
  checksumList,
  createMemoryBytes,
  gzip,
  type MemoryFile,
  nothing,
  program,
  rpm,
  script,
  tar,
  text,
  webPage,
  xz,
  zstd,
} from '../../support/airgapFolder.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const FOLDER = uriOf('airgap');
const V = 'v1.31.12+k3s1';

const amd64: AuditHost = { name: 'a', machine: 'x86_64', family: 'other', version: V };
const arm64: AuditHost = { name: 'b', machine: 'aarch64', family: 'other', version: V };
const arm: AuditHost = { name: 'c', machine: 'armv7l', family: 'other', version: V };
const unknownHost: AuditHost = { name: 'd' };

const GOOD: Readonly<Record<string, MemoryFile>> = {
  k3s: program('amd64', V),
  'k3s-airgap-images-amd64.tar.zst': zstd(),
  'k3s-install.sh': script(),
};

interface Case {
  readonly hosts?: readonly AuditHost[];
  readonly facts?: Partial<Record<SignatureId, boolean>>;
  readonly input?: Partial<AuditInput>;
  readonly isCancelled?: () => boolean;
}

async function audit(
  files: Readonly<Record<string, MemoryFile>>,
  { hosts = [amd64], facts = {}, input = {}, isCancelled }: Case = {},
): Promise<ReadonlyMap<string, AuditRow>> {
  const entries: DirectoryEntry[] = Object.entries(files).flatMap(([name, file]) =>
    file === 'broken-link' ? [] : [{ name, kind: file === 'folder' ? 'directory' : 'file' }],
  );
  const rows = new Map<string, AuditRow>();
  const world = {
    fileSystem: createMemoryFileSystem({ 'airgap/sub/x.tar': '' }),
    bytes: createMemoryBytes(FOLDER, files),
  };
  const asked: AuditInput = {
    path: 'airgap',
    places: [{ uri: FOLDER, entries, isSecondary: false }],
    isAnchored: true,
    hosts,
    rules: airgapRules(new Map(Object.entries(facts) as [SignatureId, boolean][])),
    hasRegistry: false,
    ...input,
  };
  for await (const row of auditFolder(asked, world, isCancelled ? { isCancelled } : {}))
    rows.set(row.id, row);
  return rows;
}

const translate = (row: AuditRow | undefined): string =>
  row ? `${row.state}: ${formatMessage(row.reason)}` : 'none';
const bad = (rows: ReadonlyMap<string, AuditRow>): readonly string[] =>
  [...rows.values()].filter(({ state }) => state === 'missing' || state === 'wrong').map(({ id }) => id);

describe('a folder that will do', () => {
  it('for one architecture, with the release and without checksums', async () => {
    const rows = await audit(GOOD);
    expect(bad(rows)).toEqual([]);
    expect(translate(rows.get('binary:amd64'))).toBe('met: “k3s” (4.1 kB) is for amd64.');
    expect(translate(rows.get('release:amd64'))).toContain(`met: “k3s” is ${V}`);
    expect(rows.get('checksums:amd64')?.state).toBe('unknown');
  });

  it('for a mix of machines, each with its own files', async () => {
    const rows = await audit(
      {
        'k3s-amd64': program('amd64', V),
        'k3s-arm64': program('arm64', V),
        'k3s-arm': program('arm', V),
        'k3s-airgap-images-amd64.tar.zst': zstd(),
        'k3s-airgap-images-arm64.tar.gz': gzip(),
        'k3s-airgap-images-arm.tar': tar(),
        'k3s-install.sh': script(),
      },
      { hosts: [amd64, arm64, arm] },
    );
    expect(bad(rows)).toEqual([]);
    expect(rows.get('binary:arm')?.hosts).toEqual(['c']);
  });

  it('with checksums that fit, under other names than published', async () => {
    const files = {
      'k3s-amd64': program('amd64', V),
      'k3s-airgap-images-amd64.tar.zst': zstd(),
      'k3s-install.sh': script(),
    };
    const list = checksumList({
      k3s: files['k3s-amd64'],
      'k3s-airgap-images-amd64.tar.zst': files['k3s-airgap-images-amd64.tar.zst'],
    });
    const rows = await audit({ ...files, 'sha256sum-amd64.txt': list });
    expect(bad(rows)).toEqual([]);
    expect(translate(rows.get('checksum:k3s-amd64'))).toBe('met: As sha256sum-amd64.txt says.');
    expect(rows.get('one-release:amd64')?.state).toBe('met');
  });

  it('for hosts of an unknown architecture: what the folder offers, and that it is not known', async () => {
    const rows = await audit(GOOD, { hosts: [unknownHost] });
    expect(bad(rows)).toEqual([]);
    expect(translate(rows.get('architecture'))).toContain(
      'unknown: The inventory does not tell it; the folder serves amd64',
    );
    const mixed = await audit({ ...GOOD, 'k3s-arm64': program('arm64', V) }, { hosts: [unknownHost] });
    expect(bad(mixed)).toEqual(['images:arm64']);
  });
});

describe('the folder', () => {
  const places = (...found: AuditInput['places'] & object) => ({ input: { places: found } });

  it.each<[string, Case, string]>([
    [
      'is not there',
      places({ uri: FOLDER, entries: undefined, isSecondary: false }),
      'missing: There is no folder',
    ],
    [
      'is a file',
      places({ uri: uriOf('airgap/sub/x.tar'), entries: undefined, isSecondary: false }),
      'wrong: “airgap” is a file',
    ],
    [
      'cannot be read',
      places({ uri: FOLDER, entries: 'unreadable', isSecondary: false }),
      'wrong: The folder “airgap” cannot be read.',
    ],
    [
      'lies where few look',
      places({ uri: FOLDER, entries: [], isSecondary: true }),
      'wrong: “airgap” lies where',
    ],
    [
      'starts from an unknown folder',
      { input: { places: [], isAnchored: false } },
      'unknown: There is no folder “airgap” near the inventory',
    ],
  ])('%s', async (_, given, said) => {
    expect(translate((await audit({}, given)).get('directory'))).toContain(said);
  });

  it('has a place that cannot be known', async () => {
    const rows = await auditFolder(
      {
        path: '{{ x }}',
        isAnchored: true,
        hosts: [amd64],
        rules: airgapRules(undefined),
        hasRegistry: false,
      },
      { fileSystem: createMemoryFileSystem(), bytes: createMemoryBytes(FOLDER, {}) },
    ).next();
    expect(translate(rows.value ?? undefined)).toBe('unknown: Where “{{ x }}” is cannot be known here.');
  });

  it('is empty: everything is missing', async () => {
    expect(bad(await audit({}))).toEqual(['binary:amd64', 'images:amd64', 'script']);
  });
});

describe('the binary', () => {
  const cut = program('amd64', V).subarray(0, 1500);
  it.each<[string, Record<string, MemoryFile>, string]>([
    ['is empty', { k3s: nothing() }, 'wrong: “k3s” is empty'],
    ['is a web page', { k3s: webPage() }, 'wrong: “k3s” is a web page'],
    ['is a text', { k3s: text('Not Found') }, 'wrong: “k3s” is no program'],
    ['is cut short', { k3s: cut }, 'wrong: “k3s” is cut short: 1.5 kB of at least'],
    ['has not even a header', { k3s: text('\x7fELF') }, 'wrong: “k3s” is cut short'],
    [
      'is for another machine',
      { k3s: program('arm64') },
      'wrong: “k3s” is for arm64: on amd64 it will not start',
    ],
    [
      'is for a machine that no host is',
      { k3s: program('s390x') },
      'wrong: “k3s” is a program for another kind',
    ],
    ['is a folder', { k3s: 'folder' }, 'wrong: “k3s” is a folder'],
    ['is a link to nothing', { k3s: 'broken-link' }, 'wrong: “k3s” is a link to nothing'],
    ['cannot be read', { k3s: { problem: 'EACCES' } }, 'wrong: “k3s” cannot be read (EACCES)'],
    ['is called otherwise', { 'K3s v1.31 下载': program('amd64') }, 'Rename it to “k3s-amd64”'],
    ['is not there', { 'k3s-arm64': program('arm64') }, 'missing: There is neither “k3s-amd64” nor “k3s”'],
    [
      'with the architecture comes first',
      { k3s: program('amd64'), 'k3s-amd64': nothing() },
      '“k3s-amd64” is empty',
    ],
  ])('%s', async (_, files, said) => {
    expect(translate((await audit(files)).get('binary:amd64'))).toContain(said);
  });

  it('for 32-bit ARM is published under a name that no task looks for', async () => {
    const rows = await audit({ 'k3s-armhf': program('arm') }, { hosts: [arm] });
    expect(rows.get('binary:arm')?.rename).toEqual({ from: `${FOLDER}/k3s-armhf`, to: `${FOLDER}/k3s-arm` });
  });

  it('is found beside the one that would go to all nodes', async () => {
    const files = { ...GOOD, 'k3s-armhf': program('arm'), 'k3s-arm64': program('arm64') };
    const rows = await audit(files, { hosts: [amd64, arm64, arm] });
    expect(rows.get('binary:amd64')?.state).toBe('met');
    expect(rows.get('binary:arm64')?.state).toBe('met');
    expect(rows.get('binary:arm')).toMatchObject({
      state: 'wrong',
      rename: { from: `${FOLDER}/k3s-armhf`, to: `${FOLDER}/k3s-arm` },
    });
  });

  it('alone is given to every machine', async () => {
    const rows = await audit(GOOD, { hosts: [amd64, arm64] });
    expect(rows.get('binary:amd64')?.state).toBe('met');
    expect(translate(rows.get('binary:arm64'))).toContain('Put “k3s-arm64” beside it');
  });

  it('is called k3s, and nothing else, before 1.0.0', async () => {
    const rows = await audit(
      { 'k3s-amd64': program('amd64') },
      { facts: { 'binary-by-architecture': false } },
    );
    expect(rows.get('binary:amd64')?.rename?.to).toBe(`${FOLDER}/k3s`);
  });

  it('of another release than k3s_version says is reported', async () => {
    const rows = await audit({ ...GOOD, k3s: program('amd64', 'v1.30.1+k3s1') });
    expect(translate(rows.get('release:amd64'))).toBe(
      `wrong: “k3s” is v1.30.1+k3s1, but k3s_version says ${V}.`,
    );
    const quiet = await audit({ ...GOOD, k3s: program('amd64') });
    expect(translate(quiet.get('release:amd64'))).toContain('unknown: “k3s” does not tell');
  });

  it('does not start on a machine that the role takes for amd64', async () => {
    const rows = await audit(GOOD, { hosts: [amd64, { ...arm64, machine: 's390x' }] });
    expect(translate(rows.get('architecture:b'))).toContain('wrong: k3s-ansible takes “s390x” for amd64');
  });
});

describe('the archives', () => {
  const name = 'k3s-airgap-images-amd64.tar.gz';
  it.each<[string, Record<string, MemoryFile>, string]>([
    ['is a web page', { [name]: webPage() }, 'wrong: “k3s-airgap-images-amd64.tar.gz” is a web page'],
    ['is of another kind', { [name]: zstd() }, 'is a zstd file, but its name says gzip'],
    ['is nothing known', { [name]: text('\x01\x02') }, 'is no gzip file'],
    ['is empty', { [name]: nothing() }, 'is empty'],
    ['is no file of a release', { 'mine.tar': tar() }, 'unknown: “mine.tar” is copied'],
    ['is missing', {}, 'missing: There is no “k3s-airgap-images-amd64.tar.zst”'],
    ['is hidden', { '.k3s.tar': tar() }, 'missing'],
  ])('%s', async (_, files, said) => {
    expect(translate((await audit(files)).get('images:amd64'))).toContain(said);
  });

  it('may come from a registry', async () => {
    expect((await audit({}, { input: { hasRegistry: true } })).get('images:amd64')?.state).toBe('unknown');
  });

  it.each<[string, MemoryFile, string | undefined]>([
    ['images.tgz', gzip(), 'images.tar.gz'],
    ['images.tzst', zstd(), 'images.tar.zst'],
    ['images.tar.xz', xz(), undefined],
    ['Bilder 图.TAR', tar(), 'Bilder 图.tar'],
  ])('%s is not copied', async (ignored, file, to) => {
    const row = (await audit({ ...GOOD, [ignored]: file })).get(`ignored:${ignored}`);
    expect(row?.state).toBe('wrong');
    expect(row?.rename && decodeURIComponent(row.rename.to)).toBe(to && `${FOLDER}/${to}`);
  });

  it('is copied twice', async () => {
    const rows = await audit({ ...GOOD, [name]: gzip() });
    expect(translate(rows.get('duplicate:k3s-airgap-images-amd64'))).toContain(
      'every node gets all of them (2.0 kB)',
    );
  });

  it('has one name before 1.1.0', async () => {
    const facts = { 'all-archives': false };
    const rows = await audit({ ...GOOD, [name]: gzip(), 'mine.tar': tar() }, { facts });
    expect(bad(rows)).toEqual(['ignored:mine.tar']);
  });

  it('lies in a folder that no task reads', async () => {
    const rows = await audit({ ...GOOD, sub: 'folder' });
    expect(translate(rows.get('folder:sub'))).toContain('“sub/x.tar” is not copied');
  });
});

describe('the install script', () => {
  it.each<[string, Record<string, MemoryFile>, string]>([
    ['is missing', {}, 'missing: There is no “k3s-install.sh”'],
    ['is a web page', { 'k3s-install.sh': webPage() }, 'wrong: “k3s-install.sh” is a web page'],
    ['is empty', { 'k3s-install.sh': nothing() }, 'wrong: “k3s-install.sh” is empty'],
    ['is called as in the documentation of K3s', { 'install.sh': script() }, 'Rename it to “k3s-install.sh”'],
  ])('%s', async (_, files, said) => {
    expect(translate((await audit(files)).get('script'))).toContain(said);
  });

  it('is of no use before 1.0.0', async () => {
    expect((await audit(GOOD, { facts: { 'script-kept': false } })).get('script')?.state).toBe('wrong');
  });
});

describe('packages for SELinux', () => {
  const redHat = { ...amd64, family: 'RedHat' } as const;
  const policy = { 'k3s-selinux-1.6-1.el9.noarch.rpm': rpm() };

  it('are asked for where they are needed', async () => {
    expect((await audit(GOOD, { hosts: [redHat] })).get('selinux')?.state).toBe('missing');
    expect((await audit({ ...GOOD, ...policy }, { hosts: [redHat] })).get('selinux')?.state).toBe('met');
    expect((await audit(GOOD)).get('selinux')).toBeUndefined();
    expect((await audit(GOOD, { hosts: [unknownHost] })).get('selinux')?.state).toBe('unknown');
  });

  it('are packages', async () => {
    const rows = await audit({ ...GOOD, 'k3s-selinux.rpm': webPage() }, { hosts: [redHat] });
    expect(translate(rows.get('selinux'))).toContain('wrong: “k3s-selinux.rpm” is a web page');
  });
});

describe('checksums', () => {
  const images = 'k3s-airgap-images-amd64.tar.zst';

  it('of another release fit nothing', async () => {
    const list = checksumList({ k3s: text('old'), [images]: text('old') });
    const rows = await audit({ ...GOOD, 'sha256sum-amd64.txt': list });
    expect(rows.get('checksum:k3s')?.state).toBe('wrong');
    expect(translate(rows.get('one-release:amd64'))).toContain('fits none of the files');
  });

  it('show which of the files is damaged', async () => {
    const list = checksumList({ k3s: program('amd64', V), [images]: text('other') });
    const rows = await audit({ ...GOOD, 'sha256sum-amd64.txt': list });
    expect(bad(rows)).toEqual([`checksum:${images}`, 'one-release:amd64']);
    // What is to be fetched is another copy of that file, and nothing else.
    expect(
      [...rows.values()].flatMap(({ wants, state }) => (state === 'wrong' && wants ? [wants] : [])),
    ).toEqual([{ kind: 'images', architecture: 'amd64', name: images }]);
  });

  it('that are a web page are none', async () => {
    const rows = await audit({ ...GOOD, 'sha256sum-amd64.txt': webPage() });
    expect(translate(rows.get('checksums:amd64'))).toContain(
      'wrong: “sha256sum-amd64.txt” holds no checksums',
    );
  });

  it('are not computed when no request waits for them', async () => {
    const list = checksumList({ k3s: program('amd64', V) });
    const rows = await audit({ ...GOOD, 'sha256sum-amd64.txt': list }, { isCancelled: () => true });
    expect(translate(rows.get('checksum:k3s'))).toBe('unknown: The checksum was not computed.');
  });
});
