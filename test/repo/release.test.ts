// What is released: its workflows take nothing that can change under them and no right that they do not need, and its
// bill of materials names what is in the bundles.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string | readonly string[];
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const workflow: Workflow = parse(text);
  return { name, text, workflow, jobs: Object.entries(workflow.jobs) };
});

describe.each(workflows)('$name', ({ text, workflow, jobs }) => {
  it('names every action by its commit, and says which version that is', () => {
    const uses = [...text.matchAll(/uses: *(\S.*)/g)].map(([, one = '']) => one);
    expect(uses.length).toBeGreaterThan(0);
    for (const one of uses) expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read, and no more where a job does not say so', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const [, { permissions }] of jobs) expect(permissions).not.toEqual('write-all');
  });

  it('puts nothing of an event into a script, and leaves no credentials behind', () => {
    for (const [, { steps }] of jobs)
      for (const { run = '', uses = '', with: inputs } of steps) {
        expect(run).not.toContain('${{');
        if (uses.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
      }
  });

  it('ends, whatever happens', () => {
    for (const [, job] of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });
});

describe('the release', () => {
  const release = workflows.find(({ name }) => name === 'release.yml');
  const jobs = new Map(release?.jobs);

  it('gives each right, and each secret, to the one job that needs it', () => {
    const rights = [...jobs].map(([name, { permissions }]) => [name, permissions]);
    expect(Object.fromEntries(rights)).toEqual({
      build: { contents: 'read', 'id-token': 'write', attestations: 'write' },
      npm: { 'id-token': 'write' },
      extensions: {},
      github: { contents: 'write' },
    });
    const secrets = [...jobs].map(([name, { steps }]) => [
      name,
      steps.flatMap(({ env = {} }) => Object.values(env).filter((value) => value.includes('secrets.')))
        .length,
    ]);
    expect(Object.fromEntries(secrets)).toEqual({ build: 0, npm: 1, extensions: 2, github: 0 });
  });

  it('publishes what was tested, with its sums checked', () => {
    expect(jobs.get('build')?.steps.map(({ run }) => run)).toContain('npm test');
    for (const name of ['npm', 'extensions', 'github']) {
      const steps = jobs.get(name)?.steps ?? [];
      expect(steps[0]?.uses).toMatch(/^actions\/download-artifact@/);
      const scripts = steps.map(({ run = '' }) => run).filter((run) => run !== '');
      expect(scripts[0]).toContain('sha256sum --check');
      expect(scripts.join('\n')).not.toMatch(/npm (?:ci|install|run)/);
    }
  });

  it('packs what it has built for that, although installing runs no scripts', () => {
    expect(readFileSync('.npmrc', 'utf8')).toContain('ignore-scripts=true');
    const scripts = jobs.get('build')?.steps.map(({ run = '' }) => run) ?? [];
    expect(scripts.filter((run) => run.startsWith('npm pack'))).toEqual([
      expect.stringContaining('--ignore-scripts=false'),
    ]);
  });

  it('has a bill of materials: the packages that are in the bundles, as the lockfile has them', () => {
    const out = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
    try {
      execFileSync(process.execPath, ['scripts/build.mjs', '--out', out], { stdio: 'ignore' });
      const bom = JSON.parse(readFileSync(join(out, 'sbom.cdx.json'), 'utf8'));
      expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
      const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
      const names = bom.components.map(({ name }: { name: string }) => name);
      expect(names).toEqual(
        expect.arrayContaining(['picocolors', 'vscode-languageclient', 'vscode-languageserver', 'yaml']),
      );
      expect(names).not.toContain('typescript');
      for (const { name, version, hashes, licenses } of bom.components) {
        expect(version).toBe(packages[`node_modules/${name}`]?.version);
        expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/);
        expect(licenses[0].license.id).toMatch(/^[\w.-]+$/);
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  }, 120_000);
});
