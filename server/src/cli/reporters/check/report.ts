// The interface of a format of `check`: findings and inventories go in one target after the other, text comes out.
import type { CheckedInventory, Diagnosis, Notice } from '../../../core/index.ts';
import type { CommandContext } from '../../terminal.ts';
import type { FramedDiagnosis } from './codeFrame.ts';

export interface CheckedTarget {
  /** New findings: none that an earlier target has had. */
  readonly diagnoses: readonly FramedDiagnosis[];
  readonly inventories: readonly CheckedInventory[];
}

export interface CheckReport {
  add(checked: CheckedTarget): void;
  /** All targets have been added. */
  end(): void;
}

/** What a format is made with; `stdout` may be a file. */
export type ReportContext = Pick<CommandContext, 'stdout' | 'env' | 'bundle' | 'cwd'>;

/** For formats that are one document, which is only valid as a whole. */
export function collectReport(print: (checked: readonly CheckedTarget[]) => void): CheckReport {
  const all: CheckedTarget[] = [];
  return { add: (checked) => void all.push(checked), end: () => print(all) };
}

/** Sources that may define more and could not be read, with the reason. */
export const notRead = ({ unread, unknowns }: CheckedInventory): readonly Notice[] => [
  ...unread,
  ...unknowns,
];

/** Editors count from 0, people and all these formats from 1. */
export const oneBased = ({ start, end }: Pick<Diagnosis, 'start' | 'end'>) => ({
  line: start.line + 1,
  column: start.column + 1,
  endLine: end.line + 1,
  endColumn: end.column + 1,
});
