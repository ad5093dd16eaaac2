import pc from 'picocolors';
import { type Diagnosis, formatMessage, msg, type Severity } from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import { shownPath } from './json.ts';

/** For people: place, severity, message, and the names of the fixes an editor offers. Shows no line of the file. */
export async function reportPretty(diagnoses: readonly Diagnosis[], context: CommandContext): Promise<void> {
  const { stdout, bundle, cwd } = context;
  const colors = pc.createColors(stdout.isTTY === true && !context.env.NO_COLOR);
  const paint: Record<Severity, (text: string) => string> = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.cyan,
  };
  for (const d of diagnoses) {
    const place = `${shownPath(d.uri, cwd)}:${d.start.line + 1}:${d.start.column + 1}`;
    stdout.write(
      `${colors.bold(place)}  ${paint[d.severity](d.severity)}  ${d.message}  ${colors.dim(d.ruleId)}\n`,
    );
    for (const fix of d.fixes) stdout.write(`    ${formatMessage(msg('fix: {0}', fix.title), bundle)}\n`);
  }
  if (diagnoses.length === 0) return;
  const count = (severity: Severity): number => diagnoses.filter((d) => d.severity === severity).length;
  const total = msg(
    'errors: {0}, warnings: {1}, infos: {2}',
    count('error'),
    count('warning'),
    count('info'),
  );
  stdout.write(`\n${formatMessage(total, bundle)}\n`);
}
