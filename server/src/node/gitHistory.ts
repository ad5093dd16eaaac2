// Whether the history of a repository contains a text. It is searched for here, in the output of git: as an argument of
// git, everybody could read it in the list of processes.
import { dirname } from 'node:path';
import { type Message, msg } from '../core/index.ts';
import { startGit } from './git.ts';

/** What a search of the history found; never the secret itself. */
export interface HistoryFinding {
  readonly commits: number;
  /** Of the newest and the oldest: short hash and day. */
  readonly newest?: string;
  readonly oldest?: string;
}

const COMMIT = '\u0001commit ';
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

const NO_HISTORY = msg('This file is in no Git repository, or its history cannot be read.');

/** Every commit, on every branch, that adds or removes the text. A document that is on no disk has no history. */
export async function searchHistory(
  path: string | undefined,
  text: string,
  signal: AbortSignal,
): Promise<HistoryFinding | { readonly problem: Message }> {
  if (path === undefined) return { problem: NO_HISTORY };
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
    const git = startGit(dirname(path), LOG, signal);
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
      if (code !== 0) return done({ problem: NO_HISTORY });
      const [newest, oldest] = [found[0], found.at(-1)];
      return done({
        commits: found.length,
        ...(newest !== undefined && { newest }),
        ...(oldest !== undefined && { oldest }),
      });
    });
  });
}
