// All safe fixes of a file at once, as `--fix` and an editor's "Fix All" make them.
import type { TextEdit } from '../text/textEdit.ts';
import type { Finding, Fix, FixEnvironment } from './rule.ts';

/**
 * The edits of as many findings as can be mended together. A fix that touches the text of another waits: it may be
 * another one, or none at all, once that is done.
 */
export function editsOfSafeFixes(
  findings: readonly Finding[],
  environment: FixEnvironment,
): readonly (readonly TextEdit[])[] {
  const taken: (readonly TextEdit[])[] = [];
  for (const finding of findings) {
    const edits = theSafeFix(finding)?.edits?.(environment) ?? [];
    const touches = (edit: TextEdit): boolean =>
      taken.some((others) =>
        others.some(({ span }) => span.start <= edit.span.end && edit.span.start <= span.end),
      );
    if (edits.length > 0 && !edits.some(touches)) taken.push(edits);
  }
  return taken;
}

/** Of several, nobody but a person can choose; an editor's preferred one says what it is for. */
function theSafeFix({ fixes }: Finding): Fix | undefined {
  const safe = fixes.filter(({ safety, edits }) => safety === 'safe' && edits);
  return safe.length === 1 ? safe[0] : safe.find(({ preferred }) => preferred);
}
