// Finds the real tools that oracle tests compare with. Knows nothing of what they are asked.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { newAnsiblePackages, nextAnsiblePython } from '../../scripts/newAnsible.mjs';
import type { Dialect } from '../../server/src/core/jinja/evaluate.ts';

/** The first Python that can import Ansible, or `undefined`. */
function findPython(): string | undefined {
  return ['/usr/bin/python3', 'python3'].find(
    (python) => spawnSync(python, ['-c', 'import ansible'], { stdio: 'ignore' }).status === 0,
  );
}

/** One of the ansible-cores that answers are compared with. */
export interface RealAnsible {
  /** Such as `2.19`. */
  readonly version: string;
  readonly python: string;
  /** What makes Python import this one. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dialect: Exclude<Dialect, 'native'>;
}

/** The installed one, which must be there in CI, and the newest one where set-up could unpack it. */
export function findAnsibles(): readonly RealAnsible[] {
  if (process.env.ORACLE_CORE === 'next') return ansiblesIn(nextAnsiblePython);
  const python = findPython();
  if (!requireTool('ansible', python)) return [];
  const found = [ansibleWith(python, {})];
  // Set-up says why where it could not be unpacked: not every mirror has it.
  if (existsSync(newAnsiblePackages)) found.push(ansibleWith(python, { PYTHONPATH: newAnsiblePackages }));
  return found.filter((ansible) => ansible !== undefined);
}

/** The coming one alone, for a look ahead: `npm test -- next`. */
function ansiblesIn(python: string): readonly RealAnsible[] {
  const found = existsSync(python) ? ansibleWith(python, {}) : undefined;
  return found ? [found] : [];
}

function ansibleWith(python: string, environment: Readonly<Record<string, string>>): RealAnsible | undefined {
  const script = 'import ansible.release; print(ansible.release.__version__)';
  const { stdout } = spawnSync(python, ['-c', script], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  const [, minor] = /^2\.(\d+)\./.exec(stdout) ?? [];
  if (minor === undefined) return undefined;
  return { version: `2.${minor}`, python, environment, dialect: Number(minor) < 19 ? 'text' : 'tagged' };
}

/** The environment of a Python that imports this Ansible. */
export const environmentOf = ({ environment }: RealAnsible): NodeJS.ProcessEnv => ({
  ...process.env,
  ...environment,
});

/** A missing tool leaves out what needs it on a developer's machine and fails it in CI. */
function requireTool(name: string, found: string | undefined): found is string {
  if (found === undefined && process.env.CI === 'true') throw new Error(`${name} is needed in CI`);
  return found !== undefined;
}
