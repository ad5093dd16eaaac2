// Runs git. The repository may be someone else's: nothing in its settings can start a program or fetch anything.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { homedir } from 'node:os';

const NOTHING = '/dev/null';
/** Settings of a repository that could start something, block, or prompt, switched off. */
const SAFE = [
  '--no-pager',
  ...[
    'core.fsmonitor=false',
    `core.hooksPath=${NOTHING}`,
    `core.attributesFile=${NOTHING}`,
    'core.pager=cat',
    'core.sshCommand=false',
    'core.gitProxy=',
    'core.askPass=',
    'core.alternateRefsCommand=',
    'credential.helper=',
    'diff.external=',
    `diff.orderFile=${NOTHING}`,
    'diff.submodule=short',
    'fetch.recurseSubmodules=false',
    'gc.auto=0',
    'log.showSignature=false',
    'maintenance.auto=false',
    'protocol.allow=never',
    // A folder inside of the repository is taken for a repository only when it is called .git.
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
];
/** Stronger than any setting: `protocol.ext.allow` of the repository would come before `protocol.allow`. */
const ENVIRONMENT = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};
/** Variables of the calling process that name programs, or another repository than the file's. */
const REMOVED = [
  'GIT_ASKPASS',
  'GIT_DIR',
  'GIT_EXTERNAL_DIFF',
  'GIT_PAGER',
  'GIT_PROXY_COMMAND',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_WORK_TREE',
];

const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !REMOVED.includes(name.toUpperCase())),
  ),
  ...ENVIRONMENT,
});

/** Runs in the folder, but is not started there: Windows looks for programs there first. */
export const startGit = (
  folder: string,
  args: readonly string[],
  signal: AbortSignal,
): ChildProcessWithoutNullStreams =>
  spawn('git', ['-C', folder, ...SAFE, ...args], {
    cwd: homedir(),
    signal,
    windowsHide: true,
    env: environment(),
  });

/** The output; `undefined` where git fails. Rejects where there is no git, or no time left. */
export function gitOutput(
  folder: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const git = startGit(folder, args, signal);
  const pieces: Buffer[] = [];
  git.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  git.stderr.resume();
  git.stdin.end();
  return new Promise((done, fail) => {
    git.on('error', fail);
    git.on('close', (code) => done(code === 0 ? Buffer.concat(pieces) : undefined));
  });
}
