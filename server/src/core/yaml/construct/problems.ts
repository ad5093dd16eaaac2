// Chooses, of everything found in a document, the problems to report.
import type { ReadProblems } from '../parser/readDocument.ts';
import type { YamlProblem } from '../tree.ts';

/**
 * In document order; at most one fatal error besides Jinja without quotes, because later ones may only follow from it.
 */
export function problemsToTell({ syntax, refusals, jinja }: ReadProblems): readonly YamlProblem[] {
  // Errors of syntax come first, as in the loader.
  const fatal = first(syntax) ?? first(refusals);
  const hints = syntax.filter((problem) => !problem.fatal);
  const problems = [...jinja, ...(fatal ? [fatal] : []), ...hints];
  return problems.sort((a, b) => a.span.start - b.span.start);
}

function first(problems: readonly YamlProblem[]): YamlProblem | undefined {
  let best: YamlProblem | undefined;
  for (const problem of problems)
    if (problem.fatal && (!best || problem.span.start < best.span.start)) best = problem;
  return best;
}
