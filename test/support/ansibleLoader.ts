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

/**
 * Not modelled of PyYAML: the value of the key `=` is the text of a mapping under `!!str`, and a set has no values.
 *
 * Not modelled of ansible-core 2.19: it refuses a file for what is no text under `!vault` (vault-damaged reports it), and for
 * a value under `!unsafe` that looks like a date, a number, `=` or `<<` and is none.
 */
export const isKnown = ({ error = '' }: Outcome, text: string): boolean =>
  error.includes('tag requires a string value') ||
  (error === '' && /!!str/.test(text) && /^ *=:/m.test(text)) ||
  (error === '' && /!!set\b/.test(text)) ||
  (/!unsafe|!vault/.test(text) && /^(?:Value|Key)Error|2002:(?:value|merge)'/.test(error));

export interface Difference {
  readonly text: string;
  readonly ours: string;
  readonly theirs: string;
  readonly error: string | undefined;
}

/** Where our reading of the texts is not Ansible's, and it is not known why. */
export function differences(ansible: RealAnsible, texts: readonly string[]): Difference[] {
  return loadWithAnsible(ansible, texts).flatMap((outcome, index) => {
    const text = texts[index] ?? '';
    const { ours, theirs } = compare(text, outcome, ansible.dialect);
    return ours === theirs || isJinja(text) || isKnown(outcome, text)
      ? []
      : [{ text, ours, theirs, error: outcome.error }];
  });
}

/** Jinja without quotes is refused even where it is YAML: a mapping in a mapping is never what was meant. */
export const isJinja = (text: string): boolean =>
  parseYaml(text).problems.some(({ code }) => code === 'unquoted-jinja');
