import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const globalSetup = ['test/support/ensureGenerated.ts'];
const fast = ['core', 'lsp', 'cli', 'grammar', 'repo', 'rehearsal'].map(
  (room) => `test/${room}/**/*.test.ts`,
);

/** Hostile input, time limits, and all rules over and over: too slow to run at every save. */
const limits = ['test/{core,lsp}/**/{limits,robustness,badInput,afterEdits,canary,fixesKeepRuns}.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    experimental: { fsModuleCache: true },
    coverage: {
      provider: 'v8',
      include: ['server/src/**/*.ts', 'client/src/**/*.ts'],
      exclude: ['server/src/core/k3s/schema/generated/**'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: '.cache/coverage',
    },
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
