// What VS Code calls inside its extension host: runs the tests and writes down the counts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type Mocha from 'mocha';

type MochaModule = { default: typeof Mocha };

/** Rejects when a test failed, so that VS Code ends with 1. */
export async function run(): Promise<void> {
  const { default: MochaClass } = (await import('mocha')) as unknown as MochaModule;
  const grep = process.env.EDITOR_GREP;
  const mocha = new MochaClass({ ui: 'bdd', timeout: 60_000, color: false, ...(grep && { grep }) });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./checking.test.ts');
  await import('./fixing.test.ts');
  await import('./killed.test.ts');
  await import('./migration.test.ts');
  await import('./names.test.ts');
  await import('./nodes.test.ts');
  await import('./vault.test.ts');
  await import('./writing.test.ts');
  const failures: string[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
    runner.on('fail', (test, error) => failures.push(`${test.fullTitle()}: ${error.message}`));
  });
  if (!stats || stats.passes + stats.failures === 0) throw new Error('No test ran');
  report({ passed: stats.passes, failed: stats.failures, skipped: stats.pending, failures });
  if (stats.failures > 0) throw new Error(`${stats.failures} failed`);
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The title and the message of each test that failed. */
  readonly failures: readonly string[];
}

function report(counts: Counts): void {
  const file = process.env.EDITOR_RESULT;
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}
