// What `check` says of each recorded inventory, given the k3s-ansible and the ansible-core that it was run with.
import type { Severity } from '../../server/src/core/diagnostics/rule.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';
import cases from './outcomes.json' with { type: 'json' };

export interface Outcome {
  readonly upstream: string;
  readonly core: string;
  readonly verdict: string;
  readonly task?: string;
  /** The variables that the play left out without a word, though the inventory sets them. */
  readonly lost?: readonly string[];
}

export interface Case {
  readonly id: string;
  readonly inventory: string;
  readonly files: Readonly<Record<string, string>>;
  /** A part of the line at fault. */
  readonly at?: string;
  readonly outcomes: readonly Outcome[];
}

export interface Said {
  readonly ruleId: string;
  readonly severity: Severity;
  /** The line, as it is written. */
  readonly line: string;
}

export interface Judged extends Outcome {
  readonly id: string;
  readonly name: string;
  readonly at?: string;
  /** The play went through, the cluster runs, and each setting arrived. */
  readonly isRight: boolean;
  /** What is said, but for what is said of any inventory like it. */
  readonly said: readonly Said[];
  /** The highest severity of it. */
  readonly highest: Severity | 'nothing';
}

/** Said of any inventory with a secret in it, or of any release: they do not explain the failure. */
const GENERAL = new Set([
  'token-plaintext',
  'secret-plaintext',
  'token-weak',
  'ansible-utils-missing',
  'upstream-upgrade-agents',
  'upstream-upgrade-token',
  'server-count-even',
  'api-endpoint-of-one-server',
]);

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

const requirements = (version: string): string =>
  `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: ${version}\n`;

async function judge({ id, inventory, files, at }: Case, outcome: Outcome): Promise<Judged> {
  const isNamed = outcome.upstream !== 'main' && !('requirements.yml' in files);
  const host = createMemoryFileSystem({
    ...files,
    ...(isNamed && { 'requirements.yml': requirements(outcome.upstream) }),
  });
  const service = createTestService({ ...host, ansibleCore: async () => outcome.core });
  const { diagnoses } = await service.check(uriOf(inventory), {});
  const texts = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text.split('\n')]));
  const said = diagnoses
    .filter(({ ruleId }) => !GENERAL.has(ruleId))
    .map(({ ruleId, severity, uri, start }) => ({
      ruleId,
      severity,
      line: texts.get(uri)?.[start.line] ?? '',
    }));
  return {
    ...outcome,
    id,
    name: `${id} ${outcome.upstream} ${outcome.core}`,
    ...(at !== undefined && { at }),
    isRight: outcome.verdict === 'ok' && !outcome.lost,
    said,
    highest: SEVERITIES.find((one) => said.some(({ severity }) => severity === one)) ?? 'nothing',
  };
}

export async function judgeAll(): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const one of cases as unknown as readonly Case[])
    for (const outcome of one.outcomes) judged.push(await judge(one, outcome));
  return judged;
}
