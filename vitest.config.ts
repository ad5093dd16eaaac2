import { defineConfig } from 'vitest/config';

const globalSetup = ['test/support/ensureGenerated.ts'];
const fast = ['core', 'lsp', 'cli', 'grammar', 'repo'].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'fast', include: fast, testTimeout: 20_000, globalSetup } },
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
