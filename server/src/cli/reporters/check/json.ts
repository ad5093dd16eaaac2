// The two shapes of JSON: an array of findings, and (`json-v2`) inventories with what was read, recognised and found.
// Lines and columns count from 1, columns in UTF-16 units, ends are exclusive.
import type { CheckedInventory, Diagnosis } from '../../../core/index.ts';
import { jsonDocument } from '../jsonDocument.ts';
import { shownPath } from '../paths.ts';
import { type CheckReport, collectReport, notRead, oneBased, type ReportContext } from './report.ts';

export const createJsonReport = ({ stdout, cwd }: ReportContext): CheckReport =>
  collectReport((checked) => {
    const rows = checked.flatMap(({ diagnoses }) => diagnoses.map((diagnosis) => row(diagnosis, cwd)));
    stdout.write(jsonDocument(rows));
  });

export const createJsonV2Report = ({ stdout, cwd }: ReportContext): CheckReport =>
  collectReport((checked) => {
    const inventories = checked.map(({ inventories: [inventory], diagnoses }) => ({
      ...(inventory && facts(inventory, cwd)),
      findings: diagnoses.map((diagnosis) => ({
        ...row(diagnosis, cwd),
        related: relatedRows(diagnosis, cwd),
      })),
    }));
    const all = checked.flatMap(({ diagnoses }) => diagnoses);
    const count = (wanted: string): number => all.filter(({ severity }) => severity === wanted).length;
    const summary = {
      checked: checked.filter(({ inventories: [inventory] }) => inventory && inventory.checkedBy !== 'none')
        .length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    };
    stdout.write(jsonDocument({ inventories, summary }));
  });

const row = (d: Diagnosis, cwd: string) => ({
  file: shownPath(d.uri, cwd),
  ...oneBased(d),
  severity: d.severity,
  rule: d.ruleId,
  message: d.message,
  fixes: d.fixes,
});

const relatedRows = ({ related }: Pick<Diagnosis, 'related'>, cwd: string) =>
  related.map((one) => ({ file: shownPath(one.uri, cwd), ...oneBased(one), message: one.message }));

const facts = (inventory: CheckedInventory, cwd: string) => {
  const { sources, recognition, checkedBy, files, releases, ansibleCore, servers, agents } = inventory;
  return {
    sources: sources.map((uri) => shownPath(uri, cwd)),
    recognition: { ...recognition, releases, ansibleCore: ansibleCore.version },
    checkedBy,
    ...(servers !== undefined && { servers, agents }),
    files: files.map((uri) => shownPath(uri, cwd)),
    unread: notRead(inventory).map(({ uri, start, message }) => ({
      file: shownPath(uri, cwd),
      ...(start && { line: start.line + 1, column: start.column + 1 }),
      reason: message,
    })),
  };
};
