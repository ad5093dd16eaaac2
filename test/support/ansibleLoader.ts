import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withoutMark } from '../../server/src/core/ansible/print/pythonJson.ts';
import { parseYaml } from '../../server/src/core/yaml/parseYaml.ts';
import { environmentOf, type RealAnsible } from './oracle.ts';
import { canonical, type Data, toData } from './yamlData.ts';

const LOADER = fileURLToPath(new URL('ansible_loader.py', import.meta.url));

export interface Outcome {
  readonly data?: Data;
  readonly error?: string;
  readonly line?: number | null;
}

/** What Ansible's own loader makes of the texts; one Python process for all of them. */
export function loadWithAnsible(
  ansible: RealAnsible,
  texts: readonly string[],
  format: 'yaml' | 'json' = 'yaml',
): Outcome[] {
  const run = spawnSync(ansible.python, [LOADER, format], {
    input: JSON.stringify(texts),
    env: environmentOf(ansible),
    maxBuffer: 2 ** 30,
  });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return JSON.parse(run.stdout.toString()) as Outcome[];
}

/** Our outcome and Ansible's, each as one line. */
export function compare(
  text: string,
  theirs: Outcome,
  dialect: RealAnsible['dialect'] = 'text',
): { ours: string; theirs: string; sameLine: boolean } {
  const { root, problems } = parseYaml(text);
  const fatal = problems.find((problem) => problem.fatal);
  const line = fatal && text.slice(0, fatal.span.start).split('\n').length - 1;
  return {
    ours: fatal ? 'refused' : canonical(toData(root, [], dialect === 'tagged' ? withoutMark : undefined)),
    theirs: theirs.data ? canonical(theirs.data) : 'refused',
    sameLine: line === undefined || theirs.line == null || Math.abs(line - theirs.line) <= 1,
  };
}
