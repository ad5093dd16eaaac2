// The machine of a server in a web worker: it has no disk of its own, runs no program and knows no repository, and says so.
import { builtInEngine, msg } from '../../core/index.ts';
import type { Machine } from '../machine.ts';

const NO_GIT = {
  problem: msg(
    'Git cannot be run in a browser, so what is committed is unknown here. Open the folder in VS Code on your machine.',
  ),
};

export const webMachine: Machine = {
  disk: undefined,
  bytes: {
    size: async () => undefined,
    read: async () => undefined,
    sha256: async () => undefined,
    brokenLinks: async () => [],
  },
  passwords: async () => ({ offered: [], fetch: async () => undefined }),
  /** What the program would do, done by WebCrypto: the texts are the same. */
  vaultProgram: () => builtInEngine(crypto),
  openHead: async () => NO_GIT,
  searchHistory: async () => NO_GIT,
};
