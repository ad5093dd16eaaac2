// Accepted findings of a project: those of its baseline are not reported again. It holds fingerprints of rule, file and
// words, so that it survives moved lines, and nothing of a file's text.
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Diagnosis, formatMessage, msg } from '../../core/index.ts';
import { readInput, writeOutput } from '../outputFile.ts';
import { createFingerprints } from '../reporters/check/fingerprint.ts';
import { slashes } from '../reporters/check/github.ts';
import { jsonDocument } from '../reporters/jsonDocument.ts';
import type { CommandContext } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

const VERSION = 1;
/** Of a few hundred thousand findings. */
const MAX_BYTES = 50_000_000;

/** The accepted findings of a run, read or written. */
export interface Baseline {
  /** Whether a finding is to be reported; to be called once for each, in the order of the report. */
  isNew(diagnosis: Diagnosis): boolean;
  /**
   * To be called after all findings: reports how many were skipped and which entries are obsolete, or writes the file.
   */
  end(): Promise<void>;
}

const NONE: Baseline = { isNew: () => true, end: async () => undefined };

/** `known`: the file to read; `written`: the file to write; both as typed. */
export async function openBaseline(
  { known, written }: { readonly known?: string; readonly written?: string },
  context: CommandContext,
): Promise<Baseline> {
  if (known === undefined && written === undefined) return NONE;
  const accepted = known === undefined ? new Set<string>() : await readBaseline(known, context.cwd);
  const file = resolve(context.cwd, written ?? known ?? '.');
  const pathOf = (uri: string): string =>
    uri.startsWith('file:') ? slashes(relative(dirname(file), fileURLToPath(uri))) : uri;
  const fingerprint = createFingerprints(pathOf);
  const found: { file: string; rule: string; fingerprint: string }[] = [];
  const left = new Set(accepted);
  const print = (message: ReturnType<typeof msg>): void =>
    void context.stderr.write(`${formatMessage(message, context.bundle)}\n`);
  return {
    isNew(diagnosis) {
      const print = fingerprint(diagnosis);
      found.push({ file: pathOf(diagnosis.uri), rule: diagnosis.ruleId, fingerprint: print });
      left.delete(print);
      return written === undefined && !accepted.has(print);
    },
    async end() {
      if (written !== undefined) {
        await writeOutput(file, jsonDocument({ version: VERSION, findings: found }));
        print(msg('Written to {0}: {1} findings, which --baseline then passes over.', written, found.length));
      } else if (known !== undefined) {
        const passed = accepted.size - left.size;
        print(msg('Passed over, as {0} says: {1}. No longer found: {2}.', known, passed, left.size));
      }
    },
  };
}

async function readBaseline(name: string, cwd: string): Promise<ReadonlySet<string>> {
  let read: { readonly version?: unknown; readonly findings?: unknown } | null;
  const text = await readInput(resolve(cwd, name), MAX_BYTES);
  try {
    read = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(msg('The baseline {0} cannot be read: {1}', name, reason));
  }
  if (read?.version !== VERSION || !Array.isArray(read.findings))
    throw new UsageError(
      msg('{0} is no baseline of this version of k3s-inventory: write it anew with --write-baseline.', name),
    );
  const findings: readonly ({ readonly fingerprint?: unknown } | null)[] = read.findings;
  return new Set(
    findings.flatMap((entry) => (typeof entry?.fingerprint === 'string' ? [entry.fingerprint] : [])),
  );
}
