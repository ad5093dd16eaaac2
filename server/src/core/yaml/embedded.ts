// A YAML document that is the value of a variable, such as a configuration of K3s. What reads it later is Go's YAML, a
// port of libyaml, so that our reader says whether it is right; the `yaml` package says what is wrong in words that
// need no file around them.
import { parseDocument } from 'yaml';
import { parseYaml } from './parseYaml.ts';
import type { YamlDocument, YamlProblem } from './tree.ts';

/** Longer texts are refused without its words: it takes long for what is broken in a thousand places. */
const MAX_LENGTH = 20_000;

export function parseEmbedded(text: string): YamlDocument {
  const document = parseYaml(text);
  const isWrong = document.problems.some(({ fatal, code }) => fatal && code === 'syntax');
  const words = isWrong && text.length <= MAX_LENGTH ? wordsOfLibrary(text) : undefined;
  if (words === undefined) return document;
  const withWords = (problem: YamlProblem): YamlProblem =>
    problem.fatal && problem.code === 'syntax' ? { ...problem, detail: words } : problem;
  return { ...document, problems: document.problems.map(withWords) };
}

/** `undefined` when it finds nothing wrong, or is at its own end with so many brackets. */
function wordsOfLibrary(text: string): string | undefined {
  try {
    const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'error', version: '1.2' } as const;
    return parseDocument(text, options).errors[0]?.message;
  } catch {
    return undefined;
  }
}
