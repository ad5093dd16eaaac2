import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import type { CoverageV8Options } from 'vitest/node';

const globalSetup = ['test/support/ensureGenerated.ts'];
const fast = ['core', 'lsp', 'cli', 'grammar', 'repo', 'rehearsal'].map(
  (room) => `test/${room}/**/*.test.ts`,
);

/** Hostile input, time limits, and all rules over and over: too slow to run at every save; and what needs modules of its own. */
const limits = [
  'test/{core,lsp}/**/{limits,robustness,badInput,afterEdits,canary,fixesKeepRuns,madeUp}.test.ts',
];

/**
 * What the tests of core, server and command line run, in percent: floors, about a percent below what was measured. The client
 * runs inside VS Code, and what starts processes in processes of its own: neither is seen here.
 */
const FLOORS: Readonly<Record<string, readonly [lines: number, branches: number]>> = {
  'core/text': [98, 84],
  'core/query': [86, 86],
  'core/yaml': [97, 91],
  'core/jinja': [95, 81],
  'core/ansible': [96, 85],
  'core/k3s': [97, 89],
  'core/session': [95, 85],
  'core/diagnostics': [94, 87],
  'core/edits': [98, 85],
  'core/rules': [97, 89],
  'core/features': [98, 89],
  'core/services': [95, 86],
  cli: [97, 88],
  lsp: [94, 82],
  node: [88, 80],
};

const coverage: CoverageV8Options & { provider: 'v8' } = {
  provider: 'v8',
  include: ['server/src/**/*.ts'],
  exclude: ['server/src/core/k3s/schema/generated/**'],
  reporter: ['text-summary', 'json-summary', 'html'],
  reportsDirectory: '.cache/coverage',
  thresholds: Object.fromEntries(
    Object.entries(FLOORS).map(([room, [lines, branches]]) => [`server/src/${room}/**`, { lines, branches }]),
  ),
};

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    experimental: { fsModuleCache: true },
    coverage,
    projects: [
      // No test keeps state in a module, so that all files of a worker can share what they import.
      {
        test: {
          name: 'fast',
          include: fast,
          exclude: limits,
          testTimeout: 20_000,
          globalSetup,
          pool: 'threads',
          isolate: false,
        },
      },
      { test: { name: 'limits', include: limits, testTimeout: 60_000, globalSetup } },
      {
        test: {
          name: 'oracle',
          globalSetup,
          include: ['test/oracle/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      // One VS Code at a time: two would each be too slow on a small machine.
      {
        test: {
          name: 'ui',
          include: ['test/editor/ui/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
