// Findings that do not flicker: while a file cannot be parsed because the user types in it, its previous findings stay
// at their moved places, beside what is wrong with the text. Only those in what was typed are left out.
import type { Diagnostic, Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { ABOUT_BROKEN_FILES, type CheckResult } from '../core/index.ts';
import { type FindingsByFile, findingsByFile } from './shownFindings.ts';

/** By open document: the same file may have other findings through another one. */
export interface SteadyFindings {
  /** The findings to show after the check of an open document, in it and in other files. */
  of(open: string, result: CheckResult): FindingsByFile;
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void;
  forget(open: string): void;
  forgetAll(): void;
}

interface Edit {
  readonly uri: string;
  readonly change: TextDocumentContentChangeEvent;
}

/** The findings of the last readable state, and the edits since. */
interface Known {
  findings: FindingsByFile;
  edits: Edit[];
}

/**
 * Edits are only recorded here; they are applied to the kept findings at the next check, so that a keystroke costs a
 * push.
 */
export function createSteadyFindings(): SteadyFindings {
  const known = new Map<string, Known>();
  return {
    of(open, result) {
      const fresh = findingsByFile(result);
      const before = known.get(open);
      if (result.refused.length === 0) known.set(open, { findings: fresh, edits: [] });
      if (result.refused.length === 0 || !before) return fresh;
      return steady(before, fresh, result);
    },
    edited(uri, changes) {
      // One by one: there may be more than a call takes arguments.
      for (const { edits, findings } of known.values())
        if (findings.has(uri)) for (const change of changes) edits.push({ uri, change });
    },
    forget: (open) => void known.delete(open),
    forgetAll: () => known.clear(),
  };
}

/** Adds the findings of the last readable state to those of a check that met a refused file. */
function steady(before: Known, fresh: FindingsByFile, { refused, inventories }: CheckResult): FindingsByFile {
  const edited = new Set(before.edits.map(({ uri }) => uri));
  for (const edit of before.edits) before.findings = afterEdit(before.findings, edit);
  before.edits = [];
  const all = new Map(fresh);
  for (const [uri, found] of before.findings) {
    // If the text does not even look like an inventory any more, nothing is known of the files around it.
    const isThere = fresh.has(uri) || inventories.every(({ checkedBy }) => checkedBy === 'none');
    // What a rule says of such a file is taken from the last check. A rule that finds nothing has perhaps not seen what
    // it found before: the model lacks what stands in a form that Ansible refuses.
    const now = new Set(fresh.get(uri)?.map(({ code }) => code));
    const isOfBefore = ({ code }: Diagnostic): boolean =>
      !ABOUT_BROKEN_FILES.has(String(code)) && !now.has(code);
    if (refused.includes(uri) && isThere)
      all.set(uri, [...(fresh.get(uri) ?? []), ...found.filter(isOfBefore)]);
    else if (isThere && !edited.has(uri)) all.set(uri, found);
  }
  return all;
}

/** Moves all findings and their related places by one edit; drops those that were typed into. */
const afterEdit = (findings: FindingsByFile, { uri, change }: Edit): FindingsByFile =>
  new Map(
    [...findings].map(([file, found]) => [
      file,
      found.flatMap((finding) => {
        const range = file === uri ? moved(finding.range, change) : finding.range;
        return range ? [{ ...finding, range, ...relatedOf(finding, { uri, change }) }] : [];
      }),
    ]),
  );

function relatedOf(
  { relatedInformation }: Diagnostic,
  { uri, change }: Edit,
): Pick<Diagnostic, 'relatedInformation'> {
  if (!relatedInformation) return {};
  const still = relatedInformation.flatMap((related) => {
    const { location } = related;
    const range = location.uri === uri ? moved(location.range, change) : location.range;
    return range ? [{ ...related, location: { ...location, range } }] : [];
  });
  return { relatedInformation: still };
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** The range after a change; `undefined` when it was typed into. */
function moved(range: Range, change: TextDocumentContentChangeEvent): Range | undefined {
  if (!('range' in change)) return undefined;
  const { start, end } = change.range;
  if (isBefore(range.end, start)) return range;
  // A line that begins at the end of a word changes nothing of it; a letter does.
  if (!isBefore(start, range.end)) return /^[ \t]*(?:\r?\n|$)/.test(change.text) ? range : undefined;
  if (isBefore(range.start, end)) return undefined;
  const lines = change.text.split(/\r\n|\r|\n/);
  const down = start.line + lines.length - 1 - end.line;
  const last = (lines.at(-1) ?? '').length + (lines.length === 1 ? start.character : 0);
  const shift = (position: Position): Position => ({
    line: position.line + down,
    character: position.line === end.line ? position.character - end.character + last : position.character,
  });
  return { start: shift(range.start), end: shift(range.end) };
}
