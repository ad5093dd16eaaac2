import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type CoverageV8Options, type TestSpecification } from 'vitest/node';

const generated = 'test/support/ensureGenerated.ts';
const globalSetup = [generated, 'test/support/temporaryFolder.ts'];
/** No test keeps state in a module, so that all files of a worker can share what they import. */
const shared = { globalSetup, pool: 'threads', isolate: false } as const;

/** What one runs at every save: 30 seconds on two cores. */
const fast = ['core', 'lsp', 'cli', 'grammar', 'repo'].map((room) => `test/${room}/**/*.test.ts`);

/** Hostile input, time limits, and all rules over and over: too slow to run at every save; and what needs modules of its own. */
const limits = [
  'test/{core,lsp}/**/{limits,robustness,badInput,afterEdits,canary,fixesKeepRuns,madeUp}.test.ts',
];

/**
 * What makes its inputs by the hundred, compares with recorded runs, or starts processes: not at every save, but in `npm test`
 * and in CI.
 */
const deep = [
  'test/rehearsal/**/*.test.ts',
  // Random edits and slips from a printed seed.
  'test/core/{inventory/editedMap,inventory/hostMap,text/piecedText,workspace/edits,yaml/blockEdits,yaml/blocks}.test.ts',
  'test/core/{features/renameRoundTrip,rules/fatalRepairs}.test.ts',
  'test/lsp/{burst,hostileEdits,hostileMessages,steadyFindings}.test.ts',
  // Every payload, secret or encrypted file in every place, through every output.
  'test/core/{payloads,plantedSecrets,secrets,rules/besideVault,rules/ciphertext}.test.ts',
  'test/lsp/{plantedSecrets,plantedTrace}.test.ts',
  // The same session once for each way of counting columns, and for each capability.
  'test/lsp/{announced,positionEncoding}.test.ts',
  // Chains and circles of hundreds of variables, the cursor at every place, and whole clusters that are none.
  'test/core/{features/configCompletion,jinja/chains,preview/badClusters,rules/recursion}.test.ts',
  // Inventories of other people.
  'test/core/{corpus,field,features/migrationCorpus,rules/reportedOnce,rules/targetCore}.test.ts',
  // Processes, built programs and the type checker.
  'test/cli/{against,ansibleVaultEngine,arguments,baseline,fix,gitHistory,jobs,pipelines,preflight,regularFiles,specialFiles,vaultReading,vaultSafety}.test.ts',
  'test/core/airgap/downloads.test.ts',
  'test/lsp/{loadedFirst,memory,previewNodes,vault,watchdog}.test.ts',
  // Every fixture of every rule, and what each fix makes of it; every flag of K3s for each kind of node.
  'test/core/rules/{moreFixtures,fixes}.test.ts',
  'test/core/features/{argumentFlags,configKeys}.test.ts',
  'test/lsp/sameFindings.test.ts',
  'test/repo/{bench,builtExpressions,library,package,records,release,regularExpressions,yamlExtension}.test.ts',
];

/** Two walks of minutes: each week, and where it is named. */
const everyCommand = ['test/editor/ui/everyCommand.test.ts'];

/** All files share one VS Code. */
const inWindow = {
  globalSetup: ['test/editor/support/temporaryFolder.ts'],
  testTimeout: 300_000,
  hookTimeout: 300_000,
  fileParallelism: false,
  isolate: false,
} as const;

/** What takes a minute and more, the longest first: begun last, each would leave the other processor idle. */
const LONGEST = [
  'core/workspace/robustness',
  'oracle/inventory',
  'oracle/airgap',
  'core/payloads',
  'oracle/vault',
  'core/limits',
  'oracle/jinja',
  'oracle/warnings',
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/**
 * What the tests of core, server and command line run, in percent: floors, about a percent below what was measured. The client
 * runs inside VS Code, and what starts processes in processes of its own: neither is seen here.
 */
const FLOORS: Readonly<Record<string, readonly [lines: number, branches: number]>> = {
  'core/text': [98, 84],
  'core/query': [86, 86],
  'core/yaml': [97, 91],
  'core/jinja': [96, 84],
  'core/ansible': [96, 86],
  'core/k3s': [97, 89],
  'core/session': [97, 90],
  'core/diagnostics': [95, 90],
  'core/edits': [98, 87],
  'core/rules': [98, 90],
  'core/features': [98, 89],
  'core/services': [96, 88],
  cli: [97, 88],
  lsp: [96, 90],
  node: [91, 84],
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
    sequence: { sequencer: LongestFirst },
    experimental: { fsModuleCache: true },
    coverage,
    projects: [
      {
        test: { name: 'fast', include: fast, exclude: [...deep, ...limits], testTimeout: 20_000, ...shared },
      },
      { test: { name: 'deep', include: deep, testTimeout: 20_000, ...shared } },
      // What they hold to a bound they count in CPU time: the timeout only ends what hangs, on a slow machine, too.
      { test: { name: 'limits', include: limits, testTimeout: 300_000, globalSetup } },
      {
        test: {
          name: 'oracle',
          globalSetup: [generated],
          include: ['test/oracle/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'editors', include: ['test/editors/**/*.test.ts'], testTimeout: 120_000 } },
      // One browser at a time: two would each be too slow on a small machine.
      {
        test: {
          name: 'ui',
          include: ['test/editor/ui/**/*.test.ts', 'test/page/**/*.test.ts'],
          exclude: everyCommand,
          ...inWindow,
        },
      },
      { test: { name: 'commands', include: everyCommand, ...inWindow } },
      { test: { name: 'tour', include: ['test/editor/tour/tour.test.ts'], ...inWindow } },
    ],
  },
});
