// What npm packs, installed without a network, and run as the pre-commit hook, the action and the GitLab template run it.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildCli } from '../support/builtCli.ts';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';

const bad = clean.replace('+k3s1', '');

interface Manifest {
  readonly version: string;
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
}
const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));

it('the package is what is listed here, and no more', () => {
  expect(manifest.files.toSorted()).toEqual([
    'CHANGELOG.md',
    'dist/check-worker.cjs',
    'dist/cli.cjs',
    'dist/core.cjs',
    'dist/core.d.cts',
    'dist/k3s-inventory.cjs',
    'dist/lsp.cjs',
    'dist/zh-cn.json',
    'docs/man/k3s-inventory.1',
  ]);
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('private');
});

it.each([
  '.pre-commit-hooks.yaml',
  '.github/actions/check/action.yml',
  'docs/pipelines/gitlab.yml',
  'docs/pipelines/Containerfile',
])('%s takes the version that is released with it', (path) => {
  const versions = readFileSync(path, 'utf8').match(/\b\d+\.\d+\.\d+\b/g);
  expect([...new Set(versions)]).toEqual([manifest.version]);
});

/** Three programs one after the other, on a machine that may have other things to do. */
const LOADED = { timeout: 120_000 };

const isPosix = process.platform !== 'win32';
const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** With npm, bash and git, as machines of pipelines have them. */
describe.skipIf(!isPosix || !has('npm') || !has('bash') || !has('git'))('installed from its tarball', () => {
  const place = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
  const repository = join(place, 'repository');
  const bin = join(place, 'installed', 'node_modules', '.bin');
  let tarball: string;

  beforeAll(async () => {
    // The same package, with bundles that are built here and now.
    const source = join(place, 'source');
    mkdirSync(join(source, 'dist'), { recursive: true });
    await buildCli(join(source, 'dist'));
    for (const path of ['package.json', 'LICENSE', 'README.md'])
      if (existsSync(path)) cpSync(path, join(source, path));
    const npm = (cwd: string, ...args: readonly string[]): string =>
      execFileSync('npm', [...args, '--ignore-scripts', '--offline', '--no-audit', '--no-fund'], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    tarball = join(source, npm(source, 'pack').trim().split('\n').at(-1) ?? '');
    mkdirSync(join(place, 'installed'));
    writeFileSync(join(place, 'installed', 'package.json'), '{}');
    npm(join(place, 'installed'), 'install', tarball);
    mkdirSync(repository);
    execFileSync('git', ['init', '-q'], { cwd: repository });
  }, 120_000);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  function sh(script: string, env: Readonly<Record<string, string>> = {}) {
    const path = [join(place, 'stub'), bin, process.env.PATH].join(delimiter);
    const options = {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, LANG: 'C', ...env, PATH: path },
    } as const;
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], options);
    return { status, stdout, stderr };
  }

  it('npx runs it', () => {
    writeFileSync(join(repository, 'inventory.yml'), bad);
    const { status, stdout } = sh(
      'cd ../installed && npx --offline k3s-inventory check ../repository/inventory.yml',
    );
    expect([status, stdout]).toEqual([1, expect.stringContaining('k3s-version-format')]);
  });

  /** npx takes the package from the registry; here it is the one that is installed. */
  const stubNpx = (): void => stub('npx', 'shift 2\nexec k3s-inventory "$@"\n');

  /** What a script finds before all other programs of that name. */
  function stub(name: string, script: string): void {
    mkdirSync(join(place, 'stub'), { recursive: true });
    writeFileSync(join(place, 'stub', name), `#!/bin/sh\n${script}`);
    chmodSync(join(place, 'stub', name), 0o755);
  }

  it('the entry of the hook ends as pre-commit needs it', () => {
    stubNpx();
    const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));
    // With `node`, pre-commit would pack the sources, and npm builds nothing for that (.npmrc).
    expect(hook.language).toBe('system');
    expect(new RegExp(hook.files).test('inventories/prod/hosts')).toBe(true);
    writeFileSync(join(repository, 'inventory.yml'), bad);
    expect(sh(hook.entry).status).toBe(1);
    writeFileSync(join(repository, 'inventory.yml'), clean);
    expect(sh(hook.entry).status).toBe(0);
    rmSync(join(repository, 'inventory.yml'));
    expect(sh(hook.entry).status).toBe(0);
  });

  it('the step of the action annotates the lines', () => {
    stubNpx();
    const action = parse(readFileSync('.github/actions/check/action.yml', 'utf8'));
    const [step] = action.runs.steps;
    writeFileSync(join(repository, 'my inventory.yml'), bad);
    const inputs = {
      PATHS: 'my inventory.yml\n',
      ARGS: '--rule\nk3s-version-format=warning\n',
      VERSION: '0.1.0',
    };
    const { status, stdout } = sh(step.run, inputs);
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/^::warning file=my inventory\.yml,line=10,.*title=k3s-version-format::/m),
    ]);
    rmSync(join(repository, 'my inventory.yml'));
    // The author of a pull request cannot make a command of a name.
    expect(sh(step.run, { ...inputs, PATHS: '$(touch made)\n' }).status).toBe(2);
    expect(existsSync(join(repository, 'made'))).toBe(false);
    expect(existsSync(resolve('made'))).toBe(false);
  });

  it('what the container file installs is what it starts, as another user than root', LOADED, () => {
    const text = readFileSync('docs/pipelines/Containerfile', 'utf8');
    const all = (name: string): readonly string[] =>
      [...text.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, rest = '']) => rest);
    expect(all('USER')).toEqual(['node']);
    // The registry is out of reach here; the package that was packed is given instead.
    stub(
      'npm',
      `for one; do
        shift
        [ "$one" = "k3s-inventory@${manifest.version}" ] && one=${tarball}
        set -- "$@" "$one"
      done
      PATH="\${PATH#*:}" exec npm "$@"\n`,
    );
    const prefix = join(place, 'container');
    const env = {
      npm_config_prefix: prefix,
      npm_config_offline: 'true',
      npm_config_cache: join(place, 'cache'),
    };
    for (const step of all('RUN'))
      expect(sh(`${all('ARG').join(';')}; ${step}`, env)).toMatchObject({ status: 0 });
    rmSync(join(place, 'stub', 'npm'));
    writeFileSync(join(repository, 'inventory.yml'), bad);
    const [program, ...args] = [...all('ENTRYPOINT'), ...all('CMD')].flatMap((list) => JSON.parse(list));
    const { status, stdout } = sh([join(prefix, 'bin', program), ...args].join(' '));
    expect([status, stdout]).toEqual([1, expect.stringContaining('k3s-version-format')]);
  });

  it("the script of GitLab's template writes both reports", () => {
    stubNpx();
    const { 'k3s-inventory': job } = parse(readFileSync('docs/pipelines/gitlab.yml', 'utf8'));
    writeFileSync(join(repository, 'inventory.yml'), bad);
    const { status } = sh(job.script.join('\n'), { K3S_INVENTORY_VERSION: '0.1.0' });
    const reports = Object.values(job.artifacts.reports).map((name) =>
      readFileSync(join(repository, String(name)), 'utf8'),
    );
    expect([status, JSON.parse(reports[0] ?? '')]).toEqual([
      1,
      [expect.objectContaining({ check_name: 'k3s-version-format' })],
    ]);
    expect(reports[1]).toContain('<testsuites');
  });
});
