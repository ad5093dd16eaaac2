// For people: place, severity, message, the line it is in, and the names of the fixes an editor offers; then what was
// checked as what.
import pc from 'picocolors';
import { formatMessage, msg, type Severity } from '../../../core/index.ts';
import { printedPlace } from '../paths.ts';
import { type FramedDiagnosis, printedFrame } from './codeFrame.ts';
import type { CheckReport, ReportContext } from './report.ts';
import { createTally } from './tally.ts';

export function createPrettyReport(context: ReportContext): CheckReport {
  const { stdout, env, bundle, cwd } = context;
  const colors = pc.createColors(stdout.isTTY === true && !env.NO_COLOR);
  const paint: Record<Severity, (text: string) => string> = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.cyan,
  };
  const tally = createTally(context);
  const linesOf = (d: FramedDiagnosis): string => {
    const place = printedPlace(d, cwd);
    const fixes = d.fixes.map((fix) => `    ${formatMessage(msg('fix: {0}', fix.title), bundle)}\n`);
    const severity = paint[d.severity](d.severity);
    const frame =
      d.frame && printedFrame(d.frame, d.start.line + 1, { dim: colors.dim, mark: paint[d.severity] });
    return `${colors.bold(place)}  ${severity}  ${d.message}  ${colors.dim(d.ruleId)}\n${frame ?? ''}${fixes.join('')}`;
  };
  let isFirst = true;
  return {
    add(checked) {
      tally.add(checked);
      if (checked.diagnoses.length === 0) return;
      stdout.write(checked.diagnoses.map(linesOf).join(''));
      isFirst = false;
    },
    end() {
      stdout.write(`${isFirst ? '' : '\n'}${tally.lines().join('\n')}\n`);
    },
  };
}
