// All fixes of a file at once, as `--fix` and an editor's "Fix All" make them: the safe ones, unless somebody asks for more.
import type { TextEdit } from '../text/textEdit.ts';
import type { Finding, Fix, FixEnvironment, FixSafety } from './rule.ts';

/**
 * The edits of as many findings as can be mended together. A fix that touches the text of another waits: it may be
 * another one, or none at all, once that is done.
 */
export function editsOfFixes(
  findings: readonly Finding[],
  environment: FixEnvironment,
  upTo: FixSafety,
): readonly (readonly TextEdit[])[] {
  const taken: (readonly TextEdit[])[] = [];
  for (const finding of findings) {
    const edits = editsOf(fixOf(finding, upTo), environment);
    const touches = (edit: TextEdit): boolean =>
      taken.some((others) =>
        others.some(({ span }) => span.start <= edit.span.end && edit.span.start <= span.end),
      );
    if (edits.length > 0 && !edits.some(touches)) taken.push(edits);
  }
  return taken;
}

/** A secret that nobody has asked for is made by no run of many fixes: which one it was must be known, and kept. */
function editsOf(fix: Fix | undefined, { randomToken }: FixEnvironment): readonly TextEdit[] {
  let isRandom = false;
  const edits = fix?.edits?.({
    randomToken(length) {
      isRandom = true;
      return randomToken(length);
    },
  });
  return isRandom ? [] : (edits ?? []);
}

/** One that is safe, if there is any. */
const fixOf = (finding: Finding, upTo: FixSafety): Fix | undefined =>
  theFix(finding, 'safe') ?? (upTo === 'unsafe' ? theFix(finding, 'unsafe') : undefined);

/** Of several, nobody but a person can choose; an editor's preferred one says what it is for. */
function theFix({ fixes }: Finding, level: FixSafety): Fix | undefined {
  const all = fixes.filter(({ safety, edits }) => safety === level && edits);
  return all.length === 1 ? all[0] : all.find(({ preferred }) => preferred);
}
