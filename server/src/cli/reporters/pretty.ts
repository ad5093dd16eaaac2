import pc from 'picocolors';
import { type Diagnosis, formatMessage, msg, type Severity } from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import type { FindingsReport } from './findingsReport.ts';
import { printedPath } from './json.ts';

/** For people: place, severity, message, and the names of the fixes an editor offers. Shows no line of the file. */
export function createPrettyReport({ stdout, env, bundle, cwd }: CommandContext): FindingsReport {
  const colors = pc.createColors(stdout.isTTY === true && !env.NO_COLOR);
  const paint: Record<Severity, (text: string) => string> = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.cyan,
  };
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  const linesOf = (d: Diagnosis): string => {
    const place = `${printedPath(d.uri, cwd)}:${d.start.line + 1}:${d.start.column + 1}`;
    const fixes = d.fixes.map((fix) => `    ${formatMessage(msg('fix: {0}', fix.title), bundle)}\n`);
    const severity = paint[d.severity](d.severity);
    return `${colors.bold(place)}  ${severity}  ${d.message}  ${colors.dim(d.ruleId)}\n${fixes.join('')}`;
  };
  return {
    add(diagnoses) {
      for (const { severity } of diagnoses) counts[severity]++;
      if (diagnoses.length > 0) stdout.write(diagnoses.map(linesOf).join(''));
    },
    end() {
      const { error, warning, info } = counts;
      if (error + warning + info === 0) return;
      const total = msg('errors: {0}, warnings: {1}, infos: {2}', error, warning, info);
      stdout.write(`\n${formatMessage(total, bundle)}\n`);
    },
  };
}
