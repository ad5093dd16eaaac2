// `npm test`: sets everything up, builds, runs every suite and ends in the line "N passed, N failed".
// `npm test -- fast editor` runs only those.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ensureNewAnsible, ensureNextAnsible, nextAnsiblePython } from './newAnsible.mjs';
import { say, step } from './progress.mjs';
import { ensureBuild, ensureDependencies, ensureSystemPackages, findChromium, root } from './setup.mjs';
import { ensureVsCode } from './vscode/install.mjs';

const results = join(root, '.cache', 'results');
/** Milliseconds after which the look ahead ends, whatever it has found. */
const MAX_NEXT = 300_000;
/** Milliseconds for one suite, three times what the longest takes: what hangs is named, and the others go on. */
const MAX_SUITE = 1_500_000;
const vitest = ['node_modules/vitest/vitest.mjs', 'run'];

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Counts
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} title
 * @property {('chromium' | 'ripgrep' | 'ansible' | 'neovim' | 'emacs' | 'eglot')[]} needs
 * @property {() => Promise<Counts>} run
 * @property {boolean} [needsQuiet] runs where nothing else does, in CI, and where it is named
 * @property {boolean} [isAskedFor] runs where it is named only
 */

/** @type {Suite[]} */
const suites = [
  {
    name: 'check',
    title: 'repository checks',
    needs: [],
    run: () => runWhole('npm', ['run', '--silent', 'check']),
  },
  { name: 'fast', title: 'core, server, command line', needs: [], run: () => runVitest('fast') },
  {
    name: 'deep',
    title: 'generated inputs, recorded runs, processes',
    needs: [],
    run: () => runVitest('deep'),
  },
  { name: 'limits', title: 'hostile input', needs: [], run: () => runVitest('limits') },
  { name: 'oracle', title: 'against the real Ansible', needs: ['ansible'], run: () => runVitest('oracle') },
  {
    name: 'next',
    title: 'against the coming Ansible, for information',
    needs: ['ansible'],
    run: runNext,
    isAskedFor: true,
  },
  { name: 'editor', title: 'inside the real VS Code', needs: ['chromium'], run: runEditor },
  { name: 'ui', title: 'as a person uses VS Code', needs: ['chromium'], run: () => runVitest('ui') },
  {
    name: 'commands',
    title: 'every command in two languages',
    needs: ['chromium'],
    run: () => runVitest('commands'),
    isAskedFor: true,
  },
  {
    name: 'editors',
    title: 'inside Neovim and Emacs',
    needs: ['neovim', 'emacs', 'eglot'],
    run: () => runVitest('editors'),
  },
  { name: 'bench', title: 'speed beside yaml-language-server', needs: [], run: runBench, needsQuiet: true },
];

/** A command without counts of its own is one test. */
async function runWhole(command, args) {
  const code = await runChild(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runVitest(project) {
  const file = resultFile(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runChild(process.execPath, [...vitest, '--project', project, ...reporters]);
  const report = readResult(file);
  if (!report) return nothingRan(code);
  // A file that could not even be loaded has no tests to count, but it is a failure.
  const unloaded = report.testResults.filter(
    (r) => r.status === 'failed' && r.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  const skipped = report.numPendingTests + report.numTodoTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped,
    failures: report.testResults.flatMap(failuresOf),
  };
}

/** What failed in a file, each with the beginning of its message: found at the end of a long output. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((one) => one.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [`${file}: ${message}`];
  return failed.map((one) => `${file}: ${one.fullName}: ${one.failureMessages[0] ?? ''}`);
}

/** Suites that compare with the Ansible of `findAnsibles`. */
const COMPARED = [
  ...['ansibleConfig', 'ciphertext', 'evaluate', 'inventory', 'jinja', 'json', 'list', 'plugins'],
  ...['vault', 'vaultBlocks', 'wrongArguments', 'yaml'],
];

/** It is a beta, and may be another one tomorrow: what differs is said, and fails nothing. */
async function runNext() {
  await ensureNextAnsible();
  if (!existsSync(nextAnsiblePython)) return { passed: 0, failed: 0, skipped: 1 };
  const file = resultFile('next');
  const files = COMPARED.map((name) => `test/oracle/${name}.test.ts`);
  const args = [...vitest, '--project', 'oracle', '--reporter=json', `--outputFile.json=${file}`, ...files];
  await runChild(process.execPath, args, { ORACLE_CORE: 'next' }, MAX_NEXT);
  const tests = readResult(file)?.testResults.flatMap((one) => one.assertionResults);
  if (!tests) {
    say(`The look ahead was given up after ${MAX_NEXT / 1000} s`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const named = (status) => tests.filter((one) => one.status === status).map((one) => one.fullName);
  const [passed, differing] = [named('passed'), named('failed')];
  say(`${passed.length} comparisons agree, ${differing.length} do not:`);
  for (const name of differing) say(`  differs: ${name}`);
  return { passed: passed.length, failed: 0, skipped: tests.length - passed.length };
}

function runEditor() {
  return runCounting('editor', ['test/editor/runTest.mjs'], 'EDITOR_RESULT');
}

/** Of what is built already. */
function runBench() {
  const script = ['scripts/bench.mjs', '--gate', '--server', 'dist/k3s-inventory.cjs'];
  return runCounting('bench', script, 'BENCH_RESULT');
}

/** A script that writes its counts into the file that this variable names. */
async function runCounting(name, script, variable) {
  const file = resultFile(name);
  const code = await runChild(process.execPath, script, { [variable]: file });
  const report = readResult(file);
  if (!report) return nothingRan(code);
  return { ...report, failed: report.failed === 0 && code !== 0 ? 1 : report.failed };
}

function resultFile(name) {
  mkdirSync(results, { recursive: true });
  const file = join(results, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function nothingRan(code) {
  say(`No result was written; the suite ended with ${code ?? 'a signal'}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

function runChild(command, args, env = {}, timeout = MAX_SUITE) {
  const options = {
    timeout,
    killSignal: 'SIGKILL',
    cwd: root,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  };
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      if (signal) say(`Ended by ${signal}: what takes longer than ${timeout / 1000} s is given up`);
      resolve(code);
    });
  });
}

/** Real inventories to test with are kept beside the checkout where there are any. */
function environment() {
  const corpus = join(dirname(root), 'shared', 'corpus');
  const found = process.env.K3S_INVENTORY_CORPUS ?? (existsSync(corpus) ? corpus : undefined);
  return { ...process.env, ...(found && { K3S_INVENTORY_CORPUS: found }) };
}

async function runSuite(suite) {
  say(`--- ${suite.name}: ${suite.title}`);
  const { missing, command } = await ensureSystemPackages(suite.needs);
  if (missing.length > 0) {
    say(`${suite.name}: skipped: needs ${missing.join(', ')} - install with: ${command}`);
    const required = process.env.CI === 'true';
    return { passed: 0, failed: required ? 1 : 0, skipped: required ? 0 : 1 };
  }
  return await step(suite.name, suite.run);
}

function chosenSuites() {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length === 0)
    return suites.filter(({ name, needsQuiet, isAskedFor }) =>
      names.length === 0 ? !isAskedFor && (!needsQuiet || process.env.CI === 'true') : names.includes(name),
    );
  process.stderr.write(
    `Unknown: ${unknown.join(', ')}. There are: ${suites.map((s) => s.name).join(', ')}\n`,
  );
  process.exit(2);
}

const beginning = (message) => message.slice(0, 500).trim();

const line = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

async function main() {
  const chosen = chosenSuites();
  await ensureDependencies();
  await ensureSystemPackages([...new Set(chosen.flatMap((suite) => suite.needs))]);
  if (chosen.some((suite) => suite.needs.includes('ansible'))) await ensureNewAnsible();
  await ensureBuild();
  if (findChromium() && chosen.some((suite) => suite.needs.includes('chromium'))) await ensureVsCode();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  const failures = [];
  for (const suite of chosen) {
    const start = Date.now();
    const counts = await runSuite(suite);
    for (const key of Object.keys(total)) total[key] += counts[key];
    lines.push(`${suite.name.padEnd(7)} ${line(counts)} in ${Math.round((Date.now() - start) / 1000)} s`);
    failures.push(
      ...(counts.failures ?? []).map((failure) => `failed in ${suite.name}: ${beginning(failure)}`),
    );
  }
  process.stdout.write(`\n${[...failures, '', ...lines].join('\n')}\n\n${line(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch((error) => {
  // Nothing was tested: that too is said in the line that machines read.
  process.stdout.write(`${error.message}\n\n0 passed, 1 failed\n`);
  process.exitCode = 1;
});
