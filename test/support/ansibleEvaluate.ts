// Asks the real Ansible what templates give on the hosts of inventories on the disk.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { environmentOf, type RealAnsible } from './oracle.ts';

export interface EvaluateJob {
  readonly sources: readonly string[];
  readonly basedir: string;
  readonly hosts: Readonly<Record<string, readonly string[]>>;
}

export interface EvaluateOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the vault; without it nothing is decrypted. */
  readonly password?: string;
}

/** `value` is JSON. */
export type Truth = { readonly value: string } | { readonly error: string };

export type EvaluateAnswer = Readonly<Record<string, readonly Truth[]>> | { readonly refused: string };

export async function evaluateWithAnsible(
  ansible: RealAnsible,
  jobs: readonly EvaluateJob[],
  { environment = {}, password }: EvaluateOptions = {},
): Promise<readonly EvaluateAnswer[]> {
  const script = fileURLToPath(new URL('ansible_evaluate.py', import.meta.url));
  const { stdin, stdout, stderr } = spawn(ansible.python, [script], {
    cwd: '/',
    env: { ...environmentOf(ansible), ...environment },
  });
  stdin.end(JSON.stringify({ jobs, password }));
  const [answers, errors] = await Promise.all([text(stdout), text(stderr)]);
  const lines = answers.trimEnd().split('\n');
  if (lines.length !== jobs.length) throw new Error(errors);
  return lines.map((line) => JSON.parse(line) as EvaluateAnswer);
}
