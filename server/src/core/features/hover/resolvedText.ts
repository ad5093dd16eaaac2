// Resolved values in words: one line where all hosts agree, a short table where they do not.
import { code, type Markdown } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import { shorten } from '../wording/valueText.ts';
import { namesOf } from './effectiveText.ts';
import type { Outcome, Resolution, Result } from './resolvedValues.ts';

const MAX_ROWS = 8;

/** Markdown paragraphs; none where nothing could be evaluated. */
export function resolvedText({ outcomes, tried, concerned }: Resolution): readonly Message[] {
  const [only, ...others] = outcomes;
  if (!only) return [];
  const sample = tried < concerned ? [msg('Tried on {0} of {1} hosts.', tried, concerned)] : [];
  if (others.length > 0) return [tableOf(outcomes), ...sample];
  const who = concerned > 1 ? msg('on all {0} hosts', tried) : msg('on {0}', namesOf(only.hosts));
  return [lineOf(only.result, who), ...sample];
}

function lineOf(result: Result, who: Message): Message {
  switch (result.kind) {
    case 'value':
      return msg('Resolves to {0} {1}', shownValue(result.text), who);
    case 'secret':
      return msg('Resolves to a secret, which is not shown');
    case 'error':
      return msg('**Ansible fails here:** {0}', result.reason);
    default:
      return msg('Its value is not known here: {0}', result.reason);
  }
}

function tableOf(outcomes: readonly Outcome[]): Message {
  const head = msg('Hosts resolve it differently:\n\n| Hosts | Value |\n|---|---|');
  const rows = outcomes
    .slice(0, MAX_ROWS)
    .map(({ hosts, result }) => msg('| {0} | {1} |', namesOf(hosts), cellOf(result)));
  const table = rows.reduce((text, row) => msg('{0}\n{1}', text, row), head);
  const rest = outcomes.length - MAX_ROWS;
  return rest > 0 ? msg('{0}\n\n{1}', table, msg('… and {0} more', rest)) : table;
}

function cellOf(result: Result): Message {
  switch (result.kind) {
    case 'value':
      return msg('{0}', shownValue(result.text));
    case 'secret':
      return msg('•••');
    case 'error':
      return msg('fails: {0}', result.reason);
    default:
      return msg('not known: {0}', result.reason);
  }
}

/** An empty text would be no code span. */
const shownValue = (text: string): Markdown => code(text === '' ? '""' : shorten(text));
