// JUnit's XML: an inventory is a suite, a finding a failed case, an inventory without findings one that passed.
import { printedPath, shownPath } from '../paths.ts';
import { type CheckedTarget, type CheckReport, collectReport, type ReportContext } from './report.ts';

export const createJunitReport = ({ stdout, cwd }: ReportContext): CheckReport =>
  collectReport((checked) => {
    const suites = checked.map((target) => suite(target, cwd));
    stdout.write(
      `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="k3s-inventory">\n${suites.join('')}</testsuites>\n`,
    );
  });

function suite({ inventories: [inventory], diagnoses }: CheckedTarget, cwd: string): string {
  const name = (inventory?.sources ?? []).map((uri) => printedPath(uri, cwd)).join(', ');
  const isSkipped = !inventory || inventory.checkedBy === 'none';
  // Infos are advice, as for the exit code: no failure.
  const failing = diagnoses.filter(({ severity }) => severity !== 'info');
  const cases = failing.map((d) => {
    const place = `${shownPath(d.uri, cwd)}:${d.start.line + 1}:${d.start.column + 1}`;
    return `    <testcase classname=${quoted(place)} name=${quoted(d.ruleId)}><failure type=${quoted(d.severity)} message=${quoted(d.message)}>${escaped(`${place}: ${d.message}`)}</failure></testcase>\n`;
  });
  const alone = `    <testcase classname=${quoted(name)} name="check">${isSkipped ? '<skipped/>' : ''}</testcase>\n`;
  const counts = `tests="${Math.max(1, cases.length)}" failures="${cases.length}" skipped="${cases.length === 0 && isSkipped ? 1 : 0}"`;
  return `  <testsuite name=${quoted(name)} ${counts}>\n${cases.length > 0 ? cases.join('') : alone}  </testsuite>\n`;
}

/** XML 1.0 has no way to write most control characters at all. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Line ends of all kinds, what steers the direction of a text, and what begins a command to a runner of Azure Pipelines:
 * the file is read as it is, and a log is not.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#(?:vso)?\[)/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(NO_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(UNSEEN, (sign) => `&#${sign.codePointAt(0)};`);
const quoted = (text: string): string => `"${escaped(text)}"`;
