// For people: place, severity, message, the line it is in, the places it has to do with, and the names of the fixes an
// editor offers; then what was checked as what.
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
    const frame = frameOf(d, { indent: '  ', dim: colors.dim, mark: paint[d.severity] });
    const related = d.related.map(
      (one) =>
        `    ${printedPlace(one, cwd)}  ${one.message}\n${frameOf(one, { indent: '      ', dim: colors.dim, mark: colors.cyan })}`,
    );
    return `${colors.bold(place)}  ${severity}  ${d.message}  ${colors.dim(d.ruleId)}\n${frame}${related.join('')}${fixes.join('')}`;
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

const frameOf = (
  { frame, start }: Pick<FramedDiagnosis, 'frame' | 'start'>,
  style: Parameters<typeof printedFrame>[2],
): string => (frame ? printedFrame(frame, start.line + 1, style) : '');
