// `--fix`: writes the safe fixes of the inventories that are checked, until none is left, before anything is reported.
import {
  applyRangeEdits,
  createSourceText,
  type DocumentEdits,
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

/** A fix may make another one possible; two that undo each other would never end. */
const MAX_ROUNDS = 10;

/** `false` where a file could not be written, which is told; the others are. */
export async function writeFixes(
  targets: readonly Target[],
  setup: CheckerSetup,
  context: CommandContext,
): Promise<boolean> {
  const counts = new Map<string, number>();
  const refused = new Map<string, Message>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // What was read before the last round is no longer true.
    const checker = createChecker(setup);
    let written = 0;
    for (const uri of await fixableFiles(checker, targets)) {
      const fixes = refused.has(uri) ? undefined : await checker.fixAll(uri);
      if (!fixes) continue;
      const problem = await writeEdits(filePath(uri), fixes);
      if (problem) refused.set(uri, problem);
      else {
        counts.set(uri, (counts.get(uri) ?? 0) + fixes.count);
        written++;
      }
    }
    if (written === 0) break;
  }
  const translate = (message: Message): unknown =>
    context.stderr.write(`${formatMessage(message, context.bundle)}\n`);
  for (const [uri, count] of counts) translate(msg('{0}: fixed: {1}', printedPath(uri, context.cwd), count));
  for (const problem of refused.values()) translate(problem);
  return refused.size === 0;
}

async function fixableFiles(checker: Checker, targets: readonly Target[]): Promise<ReadonlySet<string>> {
  const outcomes = await checker.check(targets);
  const fixable = outcomes
    .flatMap(({ diagnoses }) => diagnoses)
    .filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe'));
  return new Set(fixable.map(({ uri }) => uri));
}

/** Nothing is written over what somebody else has written meanwhile. */
async function writeEdits(path: string, { edits }: DocumentEdits): Promise<Message | undefined> {
  try {
    const expected = await readReplaceable(path);
    const { text, notUtf8 } = decodeText(expected);
    if (notUtf8) return msg('{0}: not UTF-8, so that nothing is changed in it.', path);
    const fixed = applyRangeEdits(createSourceText(path, text), edits);
    return await replaceFile(path, { expected, content: new TextEncoder().encode(fixed) });
  } catch (error) {
    return describeFileError(path, error);
  }
}
