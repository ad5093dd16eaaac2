// One VS Code for the tests of all files: started before the first, explained and thrown away where one fails.
import { afterEach, inject } from 'vitest';
import type { Editor } from './window.ts';
import type { Language } from './words.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

type Shared = Omit<Workbench, 'explain' | 'close' | 'newWindow'> & {
  newWindow(language?: Language): Promise<void>;
};

let started: Promise<Workbench> | undefined;

/** Called once, at the top of a file of tests. Another test may have left its window; nothing that it did is seen there. */
export function useWorkbench(): Shared {
  process.env.TMPDIR = inject('temporaryFolder');
  let workbench: Workbench;
  const start = async (): Promise<Workbench> => {
    started ??= startWorkbench();
    workbench = await started;
    return workbench;
  };
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || !started) return;
    const failed = started;
    started = undefined;
    process.stderr.write(await (await failed).explain(task.name));
    await (await failed).close();
  });
  return {
    openFile: async (...file): Promise<Editor> => (await start()).openFile(...file),
    newWindow: async (language) => (await start()).newWindow(language),
    reopen: () => workbench.reopen(),
    killExtensionHost: () => workbench.killExtensionHost(),
    hasServer: () => workbench.hasServer(),
    filesNamed: (pattern) => workbench.filesNamed(pattern),
    filesWith: (text) => workbench.filesWith(text),
  };
}
