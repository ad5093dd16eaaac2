// All fixes of a file at once, as `--fix` and an editor's "Fix All" make them: the safe ones, unless the user asks for more.
import type { TextEdit } from '../text/textEdit.ts';
import type { Finding, Fix, FixEnvironment, FixSafety } from './rule.ts';

/**
 * The edits of as many findings as can be fixed together. A fix that touches the text of another waits for the next
 * run: once the other is done it may be different, or not needed.
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

/** Fixes that make a new secret are left out when many are applied: the user must learn and keep the secret. */
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

/**
 * The only fix of a finding; an editor's preferred one does not count, because choosing among several is up to a
 * person.
 */
function theFix({ fixes }: Finding, level: FixSafety): Fix | undefined {
  const all = fixes.filter(({ safety, edits }) => safety === level && edits);
  return all.length === 1 ? all[0] : all.find(({ preferred }) => preferred);
}
