// What a finding's safe fixes would change, for reports that carry it. Lines that may hold a secret are in none.
import {
  applyRangeEdits,
  type CheckSettings,
  createShownLines,
  createSourceText,
  type Diagnosis,
  type FileSystem,
  type LanguageService,
  type RangeEdit,
} from '../../../core/index.ts';

/** Plain data, so that a worker can make it. */
export interface FixChange {
  readonly title: string;
  /** In the file of the finding, to be made together. */
  readonly edits: readonly RangeEdit[];
}

type Service = Pick<LanguageService, 'offerFixes' | 'applyFix'>;

/** A function that computes the changes of one finding. */
export function createFixChanges(
  service: Service,
  { readFile }: Pick<FileSystem, 'readFile'>,
  settings: CheckSettings,
): (diagnosis: Diagnosis) => Promise<readonly FixChange[]> {
  const show = createShownLines();

  /** Whether every line that the edits make is one that may be shown. */
  async function isShowable(uri: string, edits: readonly RangeEdit[]): Promise<boolean> {
    const content = await readFile(uri);
    if (!content || !('text' in content)) return false;
    const before = new Set(linesOf(content.text));
    const after = linesOf(applyRangeEdits(createSourceText(uri, content.text), edits));
    return after.every((line) => before.has(line) || show(line).text === line);
  }

  return async (diagnosis) => {
    const { uri, ruleId, start, fixes } = diagnosis;
    if (!fixes.some(({ safety }) => safety === 'safe')) return [];
    const offers = (await service.offerFixes(uri, diagnosis, settings)).filter(
      (offer) =>
        offer.safety === 'safe' &&
        !offer.request &&
        offer.ruleId === ruleId &&
        offer.start.line === start.line &&
        offer.start.column === start.column &&
        fixes.some(({ title }) => title === offer.title),
    );
    const changes: FixChange[] = [];
    for (const { title, reference } of offers) {
      const outcome = await service.applyFix(uri, reference, settings);
      if (!('refused' in outcome) && (await isShowable(uri, outcome.edits)))
        changes.push({ title, edits: outcome.edits });
    }
    return changes;
  };
}

const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);
