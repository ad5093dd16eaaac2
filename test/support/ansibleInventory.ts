// Asks the real Ansible what it makes of inventories on the disk.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { environmentOf, type RealAnsible } from './oracle.ts';

export interface ListJob {
  /** Absolute paths for `-i`. */
  readonly sources: readonly string[];
  /** The folder of the playbook. */
  readonly basedir: string;
  /** An ansible.cfg; without one, Ansible's own settings count. */
  readonly config?: string;
  /** What is asked instead of `--list`. */
  readonly show?: 'graph' | { readonly host: string };
  readonly warnings?: boolean;
}

export type ListAnswer = ({ readonly list: string } | { readonly error: string }) & {
  /** What Ansible said meanwhile, where that was asked for. */
  readonly warnings?: readonly string[];
};

/** The answers come while the caller does something else: Ansible takes its time. */
export async function listInventories(
  ansible: RealAnsible,
  jobs: readonly ListJob[],
): Promise<readonly ListAnswer[]> {
  const script = fileURLToPath(new URL('ansible_inventory.py', import.meta.url));
  const { stdin, stdout, stderr } = spawn(ansible.python, [script], {
    cwd: '/',
    env: environmentOf(ansible),
  });
  stdin.end(JSON.stringify({ jobs }));
  const [answers, errors] = await Promise.all([text(stdout), text(stderr)]);
  const lines = answers.trimEnd().split('\n');
  if (lines.length !== jobs.length) throw new Error(errors);
  return lines.map((line) => JSON.parse(line) as ListAnswer);
}
