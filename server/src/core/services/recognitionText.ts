// Explains why an inventory is taken for one of a project: the evidence for each project, added up.
import { ENOUGH, type FoundMark, type Weighed } from '../k3s/dialects/weighing.ts';
import { type Recognition, weighProjects } from '../k3s/recognition.ts';
import type { Analysis } from '../session/workspace.ts';
import { type Message, msg } from '../text/message.ts';

/** One inventory, with every project that there is evidence for, the heaviest first. */
export interface ExplainedRecognition {
  readonly sources: readonly string[];
  readonly recognition: Recognition;
  /** In the user's language. */
  readonly lines: readonly string[];
}

/** Every mark that was found with its weight, in the user’s language. */
export function explainRecognition(
  analysis: Analysis,
  translate: (message: Message) => string,
): ExplainedRecognition {
  const { recognition, context } = analysis;
  const weighed = weighedProjects(analysis);
  const verdict = msg('Taken for: {0}', projectName(recognition, weighed[0]));
  const lines = weighed.flatMap((project) => [
    msg('{0}: {1} ({2} are enough)', project.dialect.name, project.weight, ENOUGH),
    ...project.marks.map((found) => msg('  {0}  {1}', signed(found.weight), markText(found))),
  ]);
  return {
    sources: context.model.sources,
    recognition,
    lines: [
      verdict,
      ...(weighed.length > 0 ? lines : [msg('Nothing speaks for any project that is known.')]),
    ].map(translate),
  };
}

function projectName(recognition: Recognition, heaviest: Weighed | undefined): Message | string {
  if (recognition.kind === 'sibling') return recognition.project;
  return recognition.kind === 'k3s-ansible' && heaviest
    ? heaviest.dialect.name
    : msg('no project that is known');
}

/** In one line: the evidence for the project that it was taken for, the heaviest first. */
export function becauseOf(analysis: Analysis): Message | undefined {
  const [first] = weighedProjects(analysis);
  const marks = [...(first?.marks ?? [])].filter(({ weight }) => weight > 0);
  const [one, two, ...more] = marks.sort((a, b) => b.weight - a.weight).map(markText);
  if (one === undefined) return undefined;
  if (two === undefined) return msg('Because of: {0}', one);
  return more.length === 0
    ? msg('Because of: {0}; {1}', one, two)
    : msg('Because of: {0}; {1}; and {2} more', one, two, more.length);
}

const weighedProjects = ({ context: { model, files }, collections }: Analysis): readonly Weighed[] =>
  weighProjects(model, files, collections);

const signed = (weight: number): string => (weight > 0 ? `+${weight}` : String(weight));

/** Beyond this, a list is cut, with the count of the rest. */
const MAX_NAMES = 6;

function markText({ mark, names }: FoundMark): Message {
  const rest = names.length - MAX_NAMES;
  const listed = names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` … (+${rest})` : '');
  if (mark.without) return msg('group {0}, and no {1}', listed, mark.without[0] ?? '');
  if (mark.groups) return names.length === 1 ? msg('group {0}', listed) : msg('groups {0}', listed);
  if (mark.variables) return names.length === 1 ? msg('variable {0}', listed) : msg('variables {0}', listed);
  if (mark.prefix !== undefined) return msg('variables that begin with {0}: {1}', mark.prefix, listed);
  if (mark.below) return msg('group {0} below {1}', mark.below[1] ?? '', mark.below[0] ?? '');
  if (mark.empty !== undefined) return msg('group {0} with nothing in it', mark.empty);
  if (mark.refused !== undefined) return msg('“{0}” in a file that Ansible refuses', mark.refused);
  if (mark.hostsDirectlyIn !== undefined) return msg('hosts directly in group {0}', mark.hostsDirectlyIn);
  return msg('collection {0}, which a play nearby uses', mark.collection ?? '');
}
