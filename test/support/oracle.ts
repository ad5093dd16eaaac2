// Finds the real tools that oracle tests compare with. Knows nothing of what they are asked.
import { spawnSync } from 'node:child_process';

/** The first Python that can import Ansible, or `undefined`. */
export function findPython(): string | undefined {
  return ['/usr/bin/python3', 'python3'].find(
    (python) => spawnSync(python, ['-c', 'import ansible'], { stdio: 'ignore' }).status === 0,
  );
}

/**
 * Whether a suite can run: `describe.skipIf(!requireTool('ansible', findPython()))`.
 * A missing tool skips the suite on a developer's machine and fails it in CI.
 */
export function requireTool(name: string, found: string | undefined): found is string {
  if (found === undefined && process.env.CI === 'true') throw new Error(`${name} is needed in CI`);
  return found !== undefined;
}
