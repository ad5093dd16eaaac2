// The binary: `lsp` speaks the Language Server Protocol, everything else is the command line.
import { run } from './cli/run.ts';
import { startLanguageServer } from './lsp/server.ts';
import { askSecret, readStdin } from './node/keyboard.ts';

const [command, ...rest] = process.argv.slice(2);

if (command === 'lsp' && !rest.includes('--help')) {
  startLanguageServer();
} else {
  run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    readStdin,
    ...(process.stdin.isTTY && { askSecret }),
    env: process.env,
    cwd: process.cwd(),
  }).then((code) => {
    process.exitCode = code;
  });
}
