// GitLab's Code Quality report, a subset of Code Climate's.
import type { Severity } from '../../../core/index.ts';
import { jsonDocument } from '../jsonDocument.ts';
import { shownPath } from '../paths.ts';
import { createFingerprints } from './fingerprint.ts';
import { slashes } from './github.ts';
import { type CheckReport, collectReport, oneBased, type ReportContext } from './report.ts';

const SEVERITY: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

export const createCodeclimateReport = ({ stdout, cwd }: ReportContext): CheckReport =>
  collectReport((checked) => {
    const pathOf = (uri: string): string => slashes(shownPath(uri, cwd));
    const fingerprint = createFingerprints(pathOf);
    const issues = checked
      .flatMap(({ diagnoses }) => diagnoses)
      .map((d) => {
        const { line, endLine } = oneBased(d);
        return {
          type: 'issue',
          description: d.message,
          check_name: d.ruleId,
          fingerprint: fingerprint(d),
          severity: SEVERITY[d.severity],
          categories: ['Bug Risk'],
          location: { path: pathOf(d.uri), lines: { begin: line, end: endLine } },
        };
      });
    stdout.write(jsonDocument(issues));
  });
