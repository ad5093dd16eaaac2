// Checks inventories one after the other, and says what is to be told of each as plain data, which can go from one
// thread to another. Prints nothing itself.
import {
  type Bundle,
  type CheckResult,
  createLanguageService,
  createSnapshot,
  type Diagnosis,
  formatMessage,
  type InventoryRequest,
  type LanguageService,
  msg,
  type RuleSettings,
} from '../../core/index.ts';

import { randomToken } from '../../node/environment.ts';
import { createStillDisk } from '../../node/stillDisk.ts';
import { shownPath } from '../reporters/json.ts';
import { remarkLines } from '../reporters/remarks.ts';

/** A file as named by the user, or an inventory that was found. */
export type Target = string | InventoryRequest;

export interface Outcome {
  readonly diagnoses: readonly Diagnosis[];
  /** For the error stream: errors of rules, then what was not looked at. */
  readonly notes: string;
  /** A rule threw: our own error. */
  readonly failed: boolean;
}

export interface CheckerSetup {
  readonly rules: RuleSettings;
  readonly bundle: Bundle;
  readonly cwd: string;
}

export interface Checker extends Pick<LanguageService, 'findInventories'> {
  check(targets: readonly Target[]): Promise<readonly Outcome[]>;
}

export function createChecker(setup: CheckerSetup): Checker {
  let notes = '';
  let failed = false;
  const service = createLanguageService(createSnapshot(createStillDisk()), {
    bundle: setup.bundle,
    randomToken,
    onRuleError: (ruleId, error) => {
      failed = true;
      notes += `k3s-inventory: rule ${ruleId}: ${error instanceof Error ? error.stack : String(error)}\n`;
    },
  });

  async function checkOne(target: Target): Promise<Outcome> {
    [notes, failed] = ['', false];
    const result = await service.check(target, setup.rules);
    return { diagnoses: result.diagnoses, notes: notes + unchecked(target, result, setup), failed };
  }

  return {
    findInventories: service.findInventories,
    async check(targets) {
      const outcomes: Outcome[] = [];
      for (const target of targets) outcomes.push(await checkOne(target));
      return outcomes;
    },
  };
}

/** What was not looked at, in inventories that are this program's business or that nobody can tell whose they are. */
function unchecked(
  target: Target,
  { recognition, unknowns }: CheckResult,
  { cwd, bundle }: CheckerSetup,
): string {
  const sources = typeof target === 'string' ? [target] : target.sources;
  if (recognition.kind === 'sibling') {
    const file = shownPath(sources[0] ?? '', cwd);
    return `${formatMessage(msg('{0}: an inventory of {1}, not checked.', file, recognition.project), bundle)}\n`;
  }
  const isOurs = recognition.kind === 'k3s-ansible' || unknowns.some(({ uri }) => sources.includes(uri));
  return isOurs ? remarkLines(unknowns, cwd) : '';
}
