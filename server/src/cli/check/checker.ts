// Checks inventories one after the other; the outcome of each is plain data, which can be passed between threads.
// Prints nothing itself.
import {
  type Bundle,
  type CheckedInventory,
  type CheckResult,
  type CheckSettings,
  createLanguageService,
  createSnapshot,
  type FileSystem,
  type FixSafety,
  formatMessage,
  type InventoryRequest,
  isNamedLikeInventory,
  isProjectFile,
  type LanguageService,
  msg,
  NEED_NO_VALUES,
  type OpenedFile,
  type VaultKey,
} from '../../core/index.ts';
import { randomToken } from '../../node/environment.ts';
import { createListingCache } from '../../node/stillDisk.ts';
import { createFramer, type FramedDiagnosis } from '../reporters/check/codeFrame.ts';
import { createFixChanges } from '../reporters/check/fixChanges.ts';
import { noticeLines } from '../reporters/notices.ts';
import { shownPath } from '../reporters/paths.ts';
import { withTarget } from '../targetHost.ts';
import { closedNote, withPasswords } from '../vaultReading.ts';
import { type Texts, withTexts } from './texts.ts';

/** A file as named by the user, or an inventory that was found. */
export type Target = string | InventoryRequest;

export interface Outcome {
  readonly inventories: readonly CheckedInventory[];
  readonly diagnoses: readonly FramedDiagnosis[];
  /** For the error stream: errors of rules, then what could not be checked. */
  readonly notes: string;
  /** Something threw: an error of ours. */
  readonly failed: boolean;
  /** It is an inventory, or a part of one, that is checked. */
  readonly isChecked: boolean;
  /** The file was named, and its bytes are no text at all. */
  readonly isUnread: boolean;
}

export interface CheckerSetup {
  readonly settings: CheckSettings;
  readonly bundle: Bundle;
  readonly cwd: string;
  readonly targetCore?: string;
  /** Passwords of files that are encrypted as a whole. */
  readonly keys: readonly VaultKey[];
  /** What stands in files instead of what the disk says. */
  readonly texts?: Texts;
  /** Findings are given with the lines they are in. */
  readonly hasFrames?: boolean;
  /** Findings are given with what their safe fixes change. */
  readonly hasChanges?: boolean;
}

export interface Checker extends Pick<LanguageService, 'findInventories' | 'explainRecognition'> {
  check(targets: readonly Target[]): Promise<readonly Outcome[]>;
  /** The edits of all fixes of a file up to a level. */
  fixAll(uri: string, upTo: FixSafety): ReturnType<LanguageService['fixAll']>;
}

/** One per thread: it keeps a service of its own, whose cached readings serve all its targets. */
export function createChecker(setup: CheckerSetup): Checker {
  const failures: Failure[] = [];
  const disk = withTexts(createListingCache(), setup.texts);
  const opened = new Map<string, OpenedFile>();
  const readable = withPasswords(disk, setup.keys, (uri, result) => opened.set(uri, result));
  const service = createLanguageService(createSnapshot(withTarget(readable, setup.targetCore)), {
    bundle: setup.bundle,
    randomToken,
    onRuleError: (rule, error) => failures.push({ rule, error }),
  });

  /** Places in it are those of its plain text: no edit fits the file on the disk, and no line of it is shown. */
  const isOpened = (uri: string): boolean => opened.get(uri) === 'opened';

  const readFile: FileSystem['readFile'] = async (uri) => (isOpened(uri) ? undefined : disk.readFile(uri));
  const addFrames = setup.hasFrames ? createFramer({ readFile }) : undefined;

  const changesOf = createFixChanges(service, { readFile }, setup.settings);

  async function checkOne(target: Target): Promise<Outcome> {
    failures.length = 0;
    let result: CheckResult | undefined;
    try {
      result = await service.check(target, setup.settings);
    } catch (error) {
      failures.push({ error });
    }
    const notes = [failureNotes(target, failures, setup), result ? unchecked(target, result, setup) : ''];
    for (const [uri, state] of opened)
      if (result?.files.includes(uri)) notes.push(closedNote(uri, state, setup));
    const isUnread = result?.unread.some(({ uri }) => uri === target) ?? false;
    const inventories = (result?.inventories ?? []).filter(
      (one) => typeof target === 'string' || isOfInterest(one),
    );
    const isChecked =
      inventories.some(({ checkedBy }) => checkedBy !== 'none') ||
      (typeof target === 'string' && isProjectFile(target));
    const found = (result?.diagnoses ?? []).flatMap((one) => {
      if (!isOpened(one.uri)) return [one];
      return NEED_NO_VALUES.has(one.ruleId) ? [{ ...one, fixes: [] }] : [];
    });
    const diagnoses: FramedDiagnosis[] = addFrames ? [...(await addFrames(found))] : [...found];
    if (setup.hasChanges)
      for (const [index, one] of diagnoses.entries())
        diagnoses[index] = { ...one, changes: await changesOf(one) };
    return {
      inventories,
      diagnoses,
      notes: notes.join(''),
      failed: failures.length > 0,
      isChecked,
      isUnread,
    };
  }

  return {
    findInventories: service.findInventories,
    explainRecognition: service.explainRecognition,
    fixAll: async (uri, upTo) => (isOpened(uri) ? undefined : service.fixAll(uri, setup.settings, upTo)),
    async check(targets) {
      const outcomes: Outcome[] = [];
      for (const target of targets) outcomes.push(await checkOne(target));
      return outcomes;
    },
  };
}

/** A search finds files of any kind; of those that are no inventories, only files with such a name are reported. */
const isOfInterest = ({ recognition, checkedBy, sources }: CheckedInventory): boolean =>
  recognition.kind !== 'other' || checkedBy !== 'none' || sources.some(isNamedLikeInventory);

/** For one rule, or for all. */
interface Failure {
  readonly rule?: string;
  readonly error: unknown;
}

/** Our own errors: their consequence, and where the first of them is. */
function failureNotes(target: Target, failures: readonly Failure[], { cwd, bundle }: CheckerSetup): string {
  const file = shownPath(sourcesOf(target)[0] ?? '', cwd);
  const lines = failures.map(({ rule }) =>
    formatMessage(
      rule === undefined
        ? msg('{0}: cannot be checked, because of an error of K3s Inventory itself.', file)
        : msg(
            '{0}: the rule {1} cannot be checked, because of an error of K3s Inventory itself.',
            file,
            rule,
          ),
      bundle,
    ),
  );
  const [first] = failures;
  if (first) lines.push(String(first.error instanceof Error ? first.error.stack : first.error));
  return lines.map((line) => `${line}\n`).join('');
}

const sourcesOf = (target: Target): readonly string[] =>
  typeof target === 'string' ? [target] : target.sources;

/** What was not checked, in inventories of k3s-ansible or of an unknown project. */
function unchecked(
  target: Target,
  { recognition, unknowns, unread }: CheckResult,
  { cwd }: CheckerSetup,
): string {
  const sources = sourcesOf(target);
  // Rules report it for our inventories; for a named file it is always reported.
  if (recognition.kind === 'other' && unread.some(({ uri }) => uri === target))
    return noticeLines(unread, cwd);
  const isOurs = recognition.kind === 'k3s-ansible' || unknowns.some(({ uri }) => sources.includes(uri));
  return isOurs ? noticeLines(unknowns, cwd) : '';
}
