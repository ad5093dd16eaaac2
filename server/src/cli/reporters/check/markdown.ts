// A comment on a pull request: what was checked, and a table of the findings.
import { escapeMarkdown, formatMessage, msg } from '../../../core/index.ts';
import { shownPath } from '../paths.ts';
import { type CheckReport, collectReport, type ReportContext } from './report.ts';
import { createTally } from './tally.ts';

export const createMarkdownReport = (context: ReportContext): CheckReport =>
  collectReport((checked) => {
    const { stdout, bundle, cwd } = context;
    const tally = createTally(context);
    for (const target of checked) tally.add(target);
    const titles = [msg('Place'), msg('Severity'), msg('Finding'), msg('Rule')];
    const rows = checked
      .flatMap(({ diagnoses }) => diagnoses)
      .map((d) => {
        const place = `${shownPath(d.uri, cwd)}:${d.start.line + 1}`;
        return `| ${escapeMarkdown(place)} | ${d.severity} | ${escapeMarkdown(d.message)} | ${escapeMarkdown(d.ruleId)} |\n`;
      });
    const shown = titles.map((title) => formatMessage(title, bundle)).join(' | ');
    const head = `| ${shown} |\n|---|---|---|---|\n`;
    const lines = tally.lines().map((line) => `- ${escapeMarkdown(line)}\n`);
    stdout.write(
      `### K3s Inventory\n\n${rows.length > 0 ? `${head}${rows.join('')}\n` : ''}${lines.join('')}`,
    );
  });
