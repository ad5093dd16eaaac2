// `.k3s-inventory.yml` in an editor and on the command line: what is wrong in it, and what can be written in it.
import type { ReadDocument } from '../ansible/files/documents.ts';
import type { CompletionEntry } from '../features/completion/completionEntry.ts';
import { completeProjectAt } from '../features/completion/projectCompletion.ts';
import { isProjectFile, type ProjectFile, readProject } from '../k3s/project/projectFile.ts';
import type { ProjectProblem } from '../k3s/project/projectSettings.ts';
import { nearestName } from '../k3s/schema/nearMiss.ts';
import { rules } from '../rules/index.ts';
import { formatMessage, type Message, msg } from '../text/message.ts';
import type { CheckResult, Diagnosis } from './diagnoses.ts';
import { toRange } from './ranges.ts';

/** Stands where a finding names its rule: no rule, and never switched off. */
export const CONFIGURATION = 'configuration';

const ids = rules.map(({ id }) => id);

/**
 * Mistakes in the configuration; names of rules are compared here, because the room that reads it knows no
 * rules.
 */
export function projectDiagnoses(
  project: ProjectFile | undefined,
  translate: (message: Message) => string,
): readonly Diagnosis[] {
  if (!project) return [];
  const { uri, source } = project;
  return [...project.problems, ...unknownRules(project)].map(({ span, message }) => ({
    uri,
    ...toRange(source, span),
    ruleId: CONFIGURATION,
    severity: 'error',
    message: translate(message),
    english: formatMessage(message),
    related: [],
    fixes: [],
    deprecated: false,
  }));
}

function unknownRules({ named }: ProjectFile): readonly ProjectProblem[] {
  return named
    .filter(({ rule }) => !ids.includes(rule))
    .map(({ rule, span }) => {
      const near = nearestName(
        rule.replaceAll('-', '_'),
        ids.map((id) => id.replaceAll('-', '_')),
      );
      return {
        span,
        message:
          near === undefined
            ? msg('There is no rule "{0}".', rule)
            : msg('There is no rule "{0}"; did you mean {1}?', rule, near.replaceAll('_', '-')),
      };
    });
}

/** `undefined` for every other document. */
export async function checkProject(
  target: unknown,
  read: ReadDocument,
  translate: (message: Message) => string,
): Promise<CheckResult | undefined> {
  if (typeof target !== 'string' || !isProjectFile(target)) return undefined;
  const project = await readProject(read, target);
  return {
    recognition: { kind: 'other' },
    inventories: [],
    diagnoses: projectDiagnoses(project, translate),
    files: [target],
    refused: [],
    unread: [],
    unknowns: [],
  };
}

/** `undefined` for every other document. */
export async function completeProject(
  uri: string,
  read: ReadDocument,
  offsetIn: (source: ProjectFile['source']) => number,
): Promise<
  { readonly source: ProjectFile['source']; readonly entries: readonly CompletionEntry[] } | undefined
> {
  const project = isProjectFile(uri) ? await readProject(read, uri) : undefined;
  if (!project) return undefined;
  const { source } = project;
  return { source, entries: completeProjectAt(source, offsetIn(source), rules) };
}
