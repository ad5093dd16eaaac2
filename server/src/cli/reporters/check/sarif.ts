// SARIF 2.1.0, as GitHub's code scanning and editors read it: every rule with its help, every finding with a
// fingerprint that survives moved lines.
import { version } from '../../../../../package.json';
import {
  type Diagnosis,
  type FileRange,
  listRules,
  type RuleSummary,
  type Severity,
} from '../../../core/index.ts';
import { jsonDocument } from '../jsonDocument.ts';
import { shownPath } from '../paths.ts';
import { createFingerprints } from './fingerprint.ts';
import type { FixChange } from './fixChanges.ts';
import { slashes } from './github.ts';
import { type CheckReport, collectReport, oneBased, type ReportContext } from './report.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const HOME = 'https://github.com/k3s-inventory/k3s-inventory';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

export const createSarifReport = ({ stdout, cwd, bundle }: ReportContext): CheckReport =>
  collectReport((checked) => {
    const rules = listRules(bundle);
    const indexes = new Map(rules.map(({ id }, index) => [id, index]));
    const fingerprint = createFingerprints((uri) => slashes(shownPath(uri, cwd)));
    const results = checked
      .flatMap(({ diagnoses }) => diagnoses)
      .map((d) => ({
        ruleId: d.ruleId,
        ruleIndex: indexes.get(d.ruleId) ?? -1,
        level: LEVELS[d.severity],
        message: { text: d.message },
        locations: [{ physicalLocation: placeOf(d, cwd) }],
        ...(d.related.length > 0 && {
          relatedLocations: d.related.map((one) => ({
            physicalLocation: placeOf(one, cwd),
            message: { text: one.message },
          })),
        }),
        partialFingerprints: { 'k3sInventory/v1': fingerprint(d) },
        ...(d.changes && d.changes.length > 0 && { fixes: d.changes.map((one) => toFix(d, one, cwd)) }),
      }));
    const driver = { name: 'k3s-inventory', version, informationUri: HOME, rules: rules.map(toDescriptor) };
    const runs = [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }];
    const log = { $schema: SCHEMA, version: '2.1.0', runs };
    stdout.write(jsonDocument(log));
  });

const toDescriptor = ({ id, severity, summary, why }: RuleSummary) => ({
  id,
  shortDescription: { text: summary },
  fullDescription: { text: summary },
  help: { text: why, markdown: why },
  helpUri: `${HOME}/blob/main/docs/rules/${id}.md`,
  defaultConfiguration: { level: LEVELS[severity] },
});

const toFix = (d: Diagnosis, { title, edits }: FixChange, cwd: string) => ({
  description: { text: title },
  artifactChanges: [
    {
      artifactLocation: placeOf(d, cwd).artifactLocation,
      replacements: edits.map((edit) => ({
        deletedRegion: regionOf(edit),
        insertedContent: { text: edit.newText },
      })),
    },
  ],
});

const regionOf = (range: Pick<Diagnosis, 'start' | 'end'>) => {
  const { line, column, endLine, endColumn } = oneBased(range);
  return { startLine: line, startColumn: column, endLine, endColumn };
};

/** Of a file outside of the current folder, the whole URI: a path that climbs out of it means nothing elsewhere. */
function placeOf(place: FileRange, cwd: string) {
  const path = slashes(shownPath(place.uri, cwd));
  const isBelow = !place.uri.endsWith(path) || !path.startsWith('/');
  const uri = isBelow ? path.split('/').map(encodeURIComponent).join('/') : place.uri;
  return {
    artifactLocation: { uri, ...(isBelow && { uriBaseId: '%SRCROOT%' }) },
    region: regionOf(place),
  };
}
