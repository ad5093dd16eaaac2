// The binary: `lsp` is the language server, everything else is the command line. Each is loaded when it is
// asked for.
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { endWithReaderOf } from './node/brokenPipe.ts';
import { keepCompiled, saveCompiled } from './node/compileCache.ts';
import { askSecret, readStdin } from './node/keyboard.ts';
import { keepHeapSmall } from './node/memory.ts';
import { startWatchdog } from './node/watchdog.ts';

const [command, ...rest] = process.argv.slice(2);

/** What runs much of what it loads; of the others, it would take longer to keep what is compiled than to compile it. */
const KEPT = new Set('lsp airgap check explain list migrate preflight preview render vault'.split(' '));

async function serve(): Promise<void> {
  const { inNode } = await import('./languageServer.ts');
  const { startInNode } = await inNode();
  startInNode({
    onLoaded() {
      saveCompiled({ upTo: 1 });
      // Not sooner: what is kept of compiling is good for the same flags only, and is shared with the command line.
      void keepHeapSmall();
      startWatchdog({ parent: process.ppid });
    },
  });
}

async function runCommand(): Promise<void> {
  const { run } = await import('./cli/run.ts');
  endWithReaderOf(process.stdout, process.stderr);
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    readStdin,
    // The stream is made only where it is read.
    ...(isatty(0) && { askSecret }),
    env: process.env,
    cwd: process.cwd(),
    workerFile: join(__dirname, 'check-worker.cjs'),
  });
  saveCompiled();
  // Nothing is left to do, and to take the heap apart takes as long as to read a small inventory.
  await Promise.all([process.stdout, process.stderr].map(written));
  process.exit();
}

/** Pipes are written behind the scenes on some systems. */
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => {
    if (stream.writableLength === 0) done();
    else stream.write('', () => done());
  });

const asksForHelp = rest.includes('--help');
if (command !== undefined && KEPT.has(command) && !asksForHelp) keepCompiled(command);
void (command === 'lsp' && !asksForHelp ? serve() : runCommand());
