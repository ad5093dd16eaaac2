// Several formats at once, each with its destination. A file is written once everything is known, or not at all.
import { resolve } from 'node:path';
import type { ReportArgument } from '../../check/checkArguments.ts';
import { writeOutput } from '../../outputFile.ts';
import type { CommandContext } from '../../terminal.ts';
import { FORMATS, PRETTY } from './formats.ts';
import type { CheckedTarget } from './report.ts';
import { createTallyReport } from './tally.ts';

/** All reports of a run as one. */
export interface Reports {
  add(checked: CheckedTarget): void;
  end(): Promise<void>;
}

/** Reports to files are kept in memory until the end: a run that is interrupted leaves the files as they were. */
export function openReports(wanted: readonly ReportArgument[], context: CommandContext): Reports {
  const open = wanted.map(({ format, file }) => {
    const written: (string | Uint8Array)[] = [];
    const toFile = { write: (text: string | Uint8Array) => written.push(text) };
    const stdout = file === undefined ? context.stdout : toFile;
    return { report: FORMATS.get(format)?.({ ...context, stdout }), file, written };
  });
  // On a terminal, the end of the report is shown once, whatever else is written.
  const isShown = wanted.some(({ format, file }) => format === PRETTY && file === undefined);
  const tally = isShown ? undefined : createTallyReport(context);
  return {
    add(checked) {
      for (const { report } of open) report?.add(checked);
      tally?.add(checked);
    },
    async end() {
      for (const { report, file, written } of open) {
        report?.end();
        if (file !== undefined) await writeOutput(resolve(context.cwd, file), written.join(''));
      }
      tally?.end();
    },
  };
}
