// A YAML document inside the value of a variable, such as a configuration of K3s. Its reader will be Go's YAML, a port
// of libyaml, so our own parser decides whether it is valid; the words for what is wrong come from the `yaml` package,
// because they make sense without a file around them.
import { parseDocument } from 'yaml';
import { parseYaml } from './parseYaml.ts';
import type { YamlDocument, YamlProblem } from './tree.ts';

/** Longer texts get our own words: the package takes long on a text that is broken in a thousand places. */
const MAX_LENGTH = 20_000;

/**
 * The tree of a YAML text inside a value. The verdict and the spans are those of {@link parseYaml}; only the wording
 * of a syntax error is replaced, where the library has one.
 */
export function parseEmbedded(text: string): YamlDocument {
  const document = parseYaml(text);
  const isWrong = document.problems.some(({ fatal, code }) => fatal && code === 'syntax');
  const words = isWrong && text.length <= MAX_LENGTH ? wordsOfLibrary(text) : undefined;
  if (words === undefined) return document;
  const withWords = (problem: YamlProblem): YamlProblem =>
    problem.fatal && problem.code === 'syntax' ? { ...problem, detail: words } : problem;
  return { ...document, problems: document.problems.map(withWords) };
}

/** `undefined` when the package finds nothing wrong, or gives up on too many brackets. */
function wordsOfLibrary(text: string): string | undefined {
  try {
    const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'error', version: '1.2' } as const;
    return parseDocument(text, options).errors[0]?.message;
  } catch {
    return undefined;
  }
}
