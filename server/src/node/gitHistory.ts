// Whether the history of a repository holds a text. The text is looked for here, in what git prints: as an argument of
// git everybody could read it in the list of processes. Somebody else may have written the repository: git is run so that
// nothing in its settings starts a program or fetches anything.
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { type Message, msg } from '../core/index.ts';

export interface HistoryFinding {
  readonly commits: number;
  /** Of the newest and the oldest: short hash and day. */
  readonly newest?: string;
  readonly oldest?: string;
}

const COMMIT = '\u0001commit ';
const NOTHING = '/dev/null';
/** What settings of a repository could start, hang on, or ask. */
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
/** Of whoever started this: programs, and another repository than the file's. */
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

const LOG = [
  'log',
  '--all',
  '--patch',
  '--no-ext-diff',
  '--no-textconv',
  '--no-mailmap',
  '--no-show-signature',
  '--submodule=short',
  '--ignore-submodules=all',
  '--no-color',
  '--unified=0',
  '--date=short',
  `--format=${COMMIT}%h %ad`,
];

const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !REMOVED.includes(name.toUpperCase())),
  ),
  ...ENVIRONMENT,
});

/** Every commit, on every branch, in which the text comes or goes. */
export function searchHistory(
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<HistoryFinding | { readonly problem: Message }> {
  // A text over several lines stands in a patch line by line.
  const [line = ''] = text.split(/\r?\n/).sort((a, b) => b.length - a.length);
  const found: string[] = [];
  let [commit, isFound, rest] = ['', false, ''];
  const read = (output: string): void => {
    const lines = (rest + output).split('\n');
    rest = lines.pop() ?? '';
    for (const next of lines) {
      if (next.startsWith(COMMIT)) {
        commit = next.slice(COMMIT.length);
        isFound = false;
      } else if (!isFound && /^[-+]/.test(next) && next.includes(line)) {
        isFound = true;
        found.push(commit);
      }
    }
  };
  return new Promise((done) => {
    // Not started in the repository's folder: Windows looks for programs there first.
    const options = { cwd: homedir(), signal, windowsHide: true, env: environment() };
    const git = spawn('git', ['-C', dirname(path), ...SAFE, ...LOG], options);
    git.stdout.setEncoding('utf8');
    git.stdout.on('data', read);
    git.stderr.resume();
    git.on('error', (error) =>
      done({
        problem:
          error.name === 'AbortError'
            ? msg('The search was stopped.')
            : msg('git cannot be run: {0}', error.message),
      }),
    );
    git.on('close', (code) => {
      read('\n');
      if (code !== 0)
        return done({ problem: msg('This file is in no Git repository, or its history cannot be read.') });
      const [newest, oldest] = [found[0], found.at(-1)];
      return done({
        commits: found.length,
        ...(newest !== undefined && { newest }),
        ...(oldest !== undefined && { oldest }),
      });
    });
  });
}
