// The formats of `check` by their names.
import { createCodeclimateReport } from './codeclimate.ts';
import { createGithubReport } from './github.ts';
import { createJsonReport, createJsonV2Report } from './json.ts';
import { createJunitReport } from './junit.ts';
import { createMarkdownReport } from './markdown.ts';
import { createPrettyReport } from './pretty.ts';
import type { CheckReport, ReportContext } from './report.ts';
import { createSarifReport } from './sarif.ts';

/** For people; all others are for programs, so that their tally goes to the error stream. */
export const PRETTY = 'pretty';

export const FORMATS: ReadonlyMap<string, (context: ReportContext) => CheckReport> = new Map([
  [PRETTY, createPrettyReport],
  ['json', createJsonReport],
  ['json-v2', createJsonV2Report],
  ['sarif', createSarifReport],
  ['github', createGithubReport],
  ['junit', createJunitReport],
  ['codeclimate', createCodeclimateReport],
  ['markdown', createMarkdownReport],
]);
