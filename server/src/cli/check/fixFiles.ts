// `--fix` and `--diff`: applies fixes to the inventories in memory until there are none left. Nothing is written before
// everything is known; then it is written, or shown.
import {
  applyRangeEdits,
  createSourceText,
  type DocumentEdits,
  type FileContent,
  type FixSafety,
  formatMessage,
  type Message,
  msg,
} from '../../core/index.ts';
import { decodeText } from '../../node/decodeText.ts';
import { filePath } from '../../node/diskFileSystem.ts';
import { describeFileError, readReplaceable, replaceFile } from '../../node/replaceFile.ts';
import { printedPath } from '../reporters/paths.ts';
import type { CommandContext } from '../terminal.ts';
import { type Checker, type CheckerSetup, createChecker, type Target } from './checker.ts';
import type { StdinFile } from './stdinFile.ts';

/** A fix may enable another one; two that undo each other would never end. */
const MAX_ROUNDS = 10;

/** A file with its text before and after all rounds. */
export interface FixedFile {
  readonly uri: string;
  /** Its bytes; of standard input there are none to compare with. */
  readonly bytes?: Uint8Array;
  readonly before: string;
  readonly after: string;
  /** How many fixes were made. */
  readonly count: number;
}

export interface FixedFiles {
  readonly files: readonly FixedFile[];
  /** Files that cannot be fixed, each with the reason. */
  readonly refused: readonly Message[];
}

/** Where standard input is checked, it alone is fixed: a pipe writes to no file. */
export async function fixTexts(
  targets: readonly Target[],
  setup: CheckerSetup,
  { upTo, stdinFile }: { readonly upTo: FixSafety; readonly stdinFile?: StdinFile | undefined },
): Promise<FixedFiles> {
  const known = new Map<string, FixedFile | Message>();
  if (stdinFile) known.set(stdinFile.uri, opened(stdinFile.uri, stdinFile.content));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // Each round reads anew, with the texts of the round before in place of the files.
    const checker = createChecker({ ...setup, texts: new Map([...(setup.texts ?? []), ...textsOf(known)]) });
    let changes = 0;
    for (const uri of await fixableFiles(checker, targets, upTo)) {
      const file = known.get(uri);
      // Fixes are made of the very bytes that will be compared before anything is written.
      const next = file === undefined ? await open(uri, stdinFile) : await fixed(file, uri, checker, upTo);
      if (next === undefined || next === file) continue;
      known.set(uri, next);
      changes++;
    }
    if (changes === 0) break;
  }
  const all = [...known.values()];
  return {
    files: all.filter((file) => 'uri' in file).filter(({ before, after }) => before !== after),
    refused: all.filter((file) => 'pattern' in file),
  };
}

const textsOf = (known: ReadonlyMap<string, FixedFile | Message>): ReadonlyMap<string, FileContent> =>
  new Map([...known].flatMap(([uri, file]) => ('uri' in file ? [[uri, { text: file.after }]] : [])));

async function fixed(
  file: FixedFile | Message,
  uri: string,
  checker: Checker,
  upTo: FixSafety,
): Promise<FixedFile | undefined> {
  const fixes = 'uri' in file ? await checker.fixAll(uri, upTo) : undefined;
  if (!fixes || !('uri' in file)) return undefined;
  return { ...file, after: withEdits(file, fixes), count: file.count + fixes.count };
}

const withEdits = ({ uri, after }: FixedFile, { edits }: DocumentEdits): string =>
  applyRangeEdits(createSourceText(uri, after), edits);

async function open(uri: string, stdinFile: StdinFile | undefined): Promise<FixedFile | Message | undefined> {
  if (stdinFile) return undefined;
  const path = filePath(uri);
  try {
    const bytes = await readReplaceable(path);
    return opened(uri, decodeText(bytes), bytes);
  } catch (error) {
    return describeFileError(path, error);
  }
}

/** Only UTF-8: an edit of a text that was decoded otherwise would change bytes beside it. */
function opened(uri: string, content: FileContent, bytes?: Uint8Array): FixedFile | Message {
  if (!('text' in content) || content.notUtf8)
    return msg('{0}: not UTF-8, so that nothing is changed in it.', filePath(uri));
  const { text } = content;
  return { uri, before: text, after: text, count: 0, ...(bytes && { bytes }) };
}

/** Files with findings that have a fix of the level; none of the fixes is computed for that. */
async function fixableFiles(
  checker: Checker,
  targets: readonly Target[],
  upTo: FixSafety,
): Promise<ReadonlySet<string>> {
  const outcomes = await checker.check(targets);
  const fixable = outcomes
    .flatMap(({ diagnoses }) => diagnoses)
    .filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe' || upTo === 'unsafe'));
  return new Set(fixable.map(({ uri }) => uri));
}

/** `false` where a file could not be written, which is reported; the others are. */
export async function writeFixed({ files, refused }: FixedFiles, context: CommandContext): Promise<boolean> {
  const problems = [...refused];
  const translate = (message: Message): unknown =>
    context.stderr.write(`${formatMessage(message, context.bundle)}\n`);
  for (const { uri, bytes, after, count } of files) {
    const problem = bytes && (await writeFile(filePath(uri), bytes, after));
    if (problem) problems.push(problem);
    else translate(msg('{0}: fixed: {1}', printedPath(uri, context.cwd), count));
  }
  for (const problem of problems) translate(problem);
  return problems.length === 0;
}

/** A file that someone else has changed meanwhile is not overwritten. */
async function writeFile(path: string, expected: Uint8Array, text: string): Promise<Message | undefined> {
  try {
    return await replaceFile(path, { expected, content: new TextEncoder().encode(text) });
  } catch (error) {
    return describeFileError(path, error);
  }
}
