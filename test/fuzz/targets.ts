// What is fuzzed: each target does one execution with one random source. What throws, or takes too long, is a fault.
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../server/src/cli/run.ts';
import { builtInEngine } from '../../server/src/core/index.ts';
import { PiecedText } from '../../server/src/core/text/piecedText.ts';
import { parseYaml, readYaml } from '../../server/src/core/yaml/parseYaml.ts';
import { QUESTIONS } from '../support/askEverything.ts';
import { BASE, FRAGMENTS, repeated } from '../support/hostileTexts.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import type { Random } from '../support/random.ts';
import { evaluated, READERS } from '../support/readers.ts';
import { createTestService } from '../support/service.ts';
import { createWrongArguments } from '../support/wrongArguments.ts';
import { dumpYaml } from '../support/yamlDump.ts';
import { files, hostileFile, words } from './hostileFiles.ts';
import { session } from './session.ts';

export interface Target {
  readonly name: string;
  /** Of all executions, the share in thousandths. */
  readonly share: number;
  /** What is described is printed with a fault. */
  run(random: Random, describe: (input: unknown) => void): Promise<void> | void;
}

/** After each edit, the tree must be the one that is read anew. */
function typed(random: Random, describe: (input: unknown) => void): void {
  const [, start] = hostileFile(random, 400);
  const edits: unknown[] = [start];
  describe(edits);
  let text = PiecedText.of(start);
  let incremental = readYaml(text);
  for (let i = random.below(6); i >= 0; i--) {
    const from = random.below(text.length + 1);
    const to = Math.min(text.length, from + random.pick([0, 0, 1, 2, random.below(40)]));
    const added = random.pick([random.pick(FRAGMENTS), words(random, 2), '']);
    edits.push([from, to, added]);
    text = text.replace(from, to, added);
    incremental = readYaml(text, incremental);
    const [now, fresh] = [dumpYaml(incremental.document), dumpYaml(parseYaml(text.toString()))];
    if (JSON.stringify(now) !== JSON.stringify(fresh)) throw new Error('not as if read anew');
  }
}

async function asked(random: Random, describe: (input: unknown) => void): Promise<void> {
  const [file, contents] = files(random, 3000);
  const name = random.pick(Object.keys(QUESTIONS));
  describe({ file, contents, name });
  const service = createTestService(createMemoryFileSystem(contents));
  await QUESTIONS[name as keyof typeof QUESTIONS]?.(service, uriOf(file), contents[file] ?? '');
}

/** As large as people's files become: what is slower than its length allows shows here. */
async function askedAtLength(random: Random, describe: (input: unknown) => void): Promise<void> {
  const [file, contents] = files(random, 30_000);
  const name = random.pick(Object.keys(QUESTIONS));
  describe({ file, contents, name });
  const service = createTestService(createMemoryFileSystem(contents));
  await QUESTIONS[name as keyof typeof QUESTIONS]?.(service, uriOf(file), contents[file] ?? '');
}

const COMMANDS: readonly ((random: Random) => readonly string[])[] = [
  () => ['check'],
  () => ['check', '--format=json', '.'],
  () => ['list', '-i', '.'],
  () => ['list', '-i', '.', '--graph'],
  (random) => ['explain', 's1', words(random, 2), '-i', '.'],
  (random) => ['render', 's1', `{{ ${words(random, 4)} }}`, '-i', '.'],
  () => ['airgap', '-i', '.'],
  () => ['vault', 'view', '--vault-password-file', 'pw', 'inventory.yml'],
  (random) => Array.from({ length: random.below(4) }, () => words(random, 2).replaceAll('\0', '')),
];

async function commanded(random: Random, describe: (input: unknown) => void): Promise<void> {
  const [, contents] = files(random, 600);
  const args = random.pick(COMMANDS)(random);
  describe({ contents, args });
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
  try {
    for (const [name, text] of Object.entries({ ...BASE, ...contents, pw: 'x' })) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    let stderr = '';
    const code = await run(args, {
      stdout: { write: () => undefined },
      stderr: { write: (text) => (stderr += text) },
      env: { LANG: 'C', HOME: folder },
      cwd: folder,
    });
    if (![0, 1, 2].includes(code)) throw new Error(`exit ${code}`);
    // What throws is reported with its place in the source.
    if (/^ {4}at /m.test(stderr)) throw new Error(stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sealed(random: Random, describe: (input: unknown) => void): Promise<void> {
  const engine = builtInEngine(crypto);
  const text = random.pick([words(random, 8), repeated(random, 300)]);
  describe(text);
  await engine.decrypt(text, 'x');
  await engine.decrypt(`$ANSIBLE_VAULT;1.1;AES256\n${text}`, 'x');
}

export const TARGETS: readonly Target[] = [
  {
    name: 'parsers',
    share: 500,
    run(random, describe) {
      const text = random.pick([words(random, 12), repeated(random, 1 + random.below(500))]);
      const parser = random.pick(Object.keys(READERS));
      describe({ parser, text });
      READERS[parser]?.(text);
    },
  },
  {
    name: 'filters',
    share: 300,
    run(random, describe) {
      const template = createWrongArguments(random)();
      describe(template);
      evaluated(template);
    },
  },
  { name: 'editing', share: 100, run: typed },
  { name: 'questions', share: 70, run: asked },
  { name: 'long texts', share: 5, run: askedAtLength },
  { name: 'sessions', share: 5, run: session },
  { name: 'commands', share: 10, run: commanded },
  { name: 'vault texts', share: 10, run: sealed },
];
