// The history of a repository that is not trusted: whatever its settings name, nothing of it is started and
// nothing is fetched.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { searchHistory } from '../../server/src/node/gitHistory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const at = (name: string): string => join(folder.path, name);
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const search = (text: string) => searchHistory(at('a.yml'), text, AbortSignal.timeout(10_000));

function start(): void {
  folder = createFolder({
    'a.yml': 'token: S3cret\n',
    'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\ncat\n',
  });
  chmodSync(at('evil.sh'), 0o755);
  git('init', '-q');
  git('add', 'a.yml');
  git('commit', '-q', '-m', 'first');
  writeFileSync(at('a.yml'), 'token: other\n');
  git('commit', '-q', '-a', '-m', 'second');
}

/** Where `$` stands, the path of the script. */
const SETTINGS: Readonly<Record<string, string>> = {
  'core.fsmonitor': '$',
  'core.pager': '$',
  'pager.log': '$',
  'core.sshCommand': '$',
  'core.gitProxy': '$',
  'core.askPass': '$',
  'core.editor': '$',
  'core.alternateRefsCommand': '$',
  'credential.helper': '!$',
  'diff.external': '$',
  'diff.evil.command': '$',
  'diff.evil.textconv': '$',
  'filter.evil.clean': '$',
  'filter.evil.smudge': '$',
  'filter.evil.process': '$',
  'gpg.program': '$',
  'gpg.ssh.program': '$',
  'log.showSignature': 'true',
  'alias.log': '!$',
  'interactive.diffFilter': '$',
  'uploadpack.packObjectsHook': '$',
  'remote.origin.uploadpack': '$',
  'url.ext::$ .insteadOf': 'https://example.com/',
};

describe.skipIf(process.platform === 'win32')('no setting of a repository starts anything', () => {
  it.each(Object.entries(SETTINGS))('%s', async (name, value) => {
    start();
    git('config', name.replace('$', at('evil.sh')), value.replace('$', at('evil.sh')));
    writeFileSync(at('.git/info/attributes'), '* diff=evil filter=evil\n');
    expect(await search('S3cret')).toMatchObject({ commits: 2 });
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('nor do settings of a file that is included, or of a repository that lies elsewhere', async () => {
    start();
    const evil = at('evil.sh');
    writeFileSync(
      at('more.cfg'),
      `[core]\n\tfsmonitor = ${evil}\n\tpager = ${evil}\n[diff]\n\texternal = ${evil}\n`,
    );
    git('config', 'include.path', at('more.cfg'));
    git('config', 'includeIf.gitdir:/.path', at('more.cfg'));
    renameSync(at('.git'), at('elsewhere'));
    writeFileSync(at('.git'), 'gitdir: elsewhere\n');
    expect(await search('S3cret')).toMatchObject({ commits: 2 });
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('all hooks', async () => {
    start();
    for (const hook of readdirSync(at('.git/hooks'))) {
      const name = join(at('.git/hooks'), hook.replace('.sample', ''));
      writeFileSync(name, readFileSync(at('evil.sh')));
      chmodSync(name, 0o755);
    }
    expect(await search('S3cret')).toMatchObject({ commits: 2 });
    expect(existsSync(at('was-run'))).toBe(false);
    expect(existsSync(at('.git/hooks/was-run'))).toBe(false);
  });

  it.each([
    ['ssh', 'ssh://host/x', {}],
    ['ssh by its variant', 'host:x', { 'ssh.variant': 'simple' }],
    ['ext', 'ext::$ %S x', { 'protocol.ext.allow': 'always' }],
    ['a file', 'file:///nowhere', { 'protocol.file.allow': 'always', 'remote.origin.uploadpack': '$' }],
    ['a folder', '/nowhere', { 'protocol.allow': 'always', 'remote.origin.uploadpack': '$' }],
    ['git with a proxy', 'git://host/x', { 'core.gitProxy': '$', 'protocol.git.allow': 'always' }],
    ['a helper', 'x', { 'remote.origin.vcs': 'ext', 'protocol.ext.allow': 'always' }],
    [
      'an address that becomes another',
      'https://e.com/x',
      { 'url.ext::$ .insteadOf': 'https://e.com/', 'protocol.ext.allow': 'always' },
    ],
  ] as const)('what is missing is not fetched: %s', async (_, url, more) => {
    start();
    const evil = at('evil.sh');
    const fill = (text: string): string => text.replace('$', evil);
    for (const [name, value] of Object.entries({
      'remote.origin.url': fill(url),
      'remote.origin.promisor': 'true',
      'remote.origin.partialclonefilter': 'blob:none',
      'extensions.partialClone': 'origin',
      'core.repositoryFormatVersion': '1',
      'core.sshCommand': evil,
      ...more,
    }))
      git('config', fill(name), fill(value));
    const blob = git('rev-parse', 'HEAD~:a.yml').trim();
    rmSync(at(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`), { force: true });
    expect(await search('S3cret')).toHaveProperty('problem');
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('nor does what the environment names for other purposes', async () => {
    start();
    for (const name of ['GIT_EXTERNAL_DIFF', 'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_PAGER', 'GIT_ASKPASS'])
      vi.stubEnv(name, at('evil.sh'));
    vi.stubEnv('GIT_DIR', '/nowhere');
    expect(await search('S3cret')).toMatchObject({ commits: 2 });
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('a folder that only looks like a repository is none', async () => {
    start();
    git('init', '-q', '--bare', 'bare');
    writeFileSync(
      at('bare/config'),
      `[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = ${at('evil.sh')}\n`,
    );
    const found = await searchHistory(at('bare/a.yml'), 'S3cret', AbortSignal.timeout(10_000));
    expect(found).toHaveProperty('problem');
    expect(existsSync(at('was-run'))).toBe(false);
  });
});
