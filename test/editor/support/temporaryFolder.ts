// Where everything lies that the workbenches of a run write, removed at its end: a worker of Vitest is ended in the midst of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    temporaryFolder: string;
  }
}

/** How long VS Code may still write: its server sees within half a second that its worker is gone. */
const END_MS = 1500;

export function setup({ provide }: TestProject): () => Promise<void> {
  // A short name: VS Code leaves sockets below, whose paths may have 107 characters.
  const folder = mkdtempSync(join(tmpdir(), 'ui-'));
  provide('temporaryFolder', folder);
  return async () => {
    await setTimeout(END_MS);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
}
