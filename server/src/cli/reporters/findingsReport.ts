import type { Diagnosis } from '../../core/index.ts';

/** Where findings go, inventory by inventory. */
export interface FindingsReport {
  add(diagnoses: readonly Diagnosis[]): void;
  /** All have been added. */
  end(): void;
}
