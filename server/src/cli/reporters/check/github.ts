// Workflow commands of GitHub Actions: an annotation at every finding. Their escapes are those of GitHub's runner.
import type { Severity } from '../../../core/index.ts';
import { shownPath } from '../paths.ts';
import { type CheckReport, collectReport, oneBased, type ReportContext } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

export const createGithubReport = ({ stdout, cwd }: ReportContext): CheckReport =>
  collectReport((checked) => {
    for (const d of checked.flatMap(({ diagnoses }) => diagnoses)) {
      const { line, column, endLine, endColumn } = oneBased(d);
      const properties = {
        file: slashes(shownPath(d.uri, cwd)),
        line,
        col: column,
        endLine,
        endColumn,
        title: d.ruleId,
      };
      const shown = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
      stdout.write(`::${COMMANDS[d.severity]} ${shown.join(',')}::${data(d.message)}\n`);
    }
  });

/** GitHub knows the repository's files by `/`. */
export const slashes = (path: string): string => path.replaceAll('\\', '/');

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
