// One VS Code for all tests of a file: started before them, explained where one fails, and closed.
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startWorkbench, type Workbench } from './workbench.ts';

/** Called once, at the top of a file of tests. */
export function useWorkbench(): Pick<Workbench, 'openFile'> {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') process.stderr.write(await workbench.explain(task.name));
  });
  return { openFile: (...file) => workbench.openFile(...file) };
}
