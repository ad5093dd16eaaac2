// The verdict in words: as Markdown for a change ticket or an editor, and the parts that the terminal shares with it.
import { rolesText } from '../../features/wording/rolesText.ts';
import { code, escapeMarkdown } from '../../text/markdown.ts';
import { type Bundle, formatMessage, type Message, msg } from '../../text/message.ts';
import type { PreflightAnswer, PreflightReason, Verdict } from './preflight.ts';
import type { ReasonKind } from './reason.ts';

const VERDICTS: Readonly<Record<Verdict, Message>> = {
  ready: msg('Ready'),
  'not-ready': msg('Not ready'),
  'cannot-know': msg('Cannot know'),
};

/** The verdict in two words. */
export const verdictTitle = (verdict: Verdict): Message => VERDICTS[verdict];

/** The versions on which the verdict is based. */
export const preflightHead = (answer: PreflightAnswer): Message =>
  msg(
    '{0}, ansible-core {1}, servers: {2}, agents: {3}',
    rolesText(answer),
    answer.ansibleCore,
    answer.servers.length,
    answer.agents.length,
  );

/** Headings, shared by Markdown and terminal. */
export const REASON_TITLES: Readonly<Record<ReasonKind, Message>> = {
  fails: msg('What will fail, in the order of the play'),
  unknown: msg('What cannot be known here'),
  risk: msg('What to look at, although it stops nothing'),
};

/** In the order in which they are shown. */
export const REASON_KINDS: readonly ReasonKind[] = ['fails', 'unknown', 'risk'];

/** Where it happens; `undefined` where no task is known. */
export function placeOfReason({ task, alternatives = [], hosts }: PreflightReason): Message | undefined {
  const titles = task === undefined ? alternatives : [task, ...alternatives];
  if (titles.length === 0) return undefined;
  const shown = titles.join(' / ');
  return hosts.length === 0 ? msg('task {0}', shown) : msg('task {0} on {1}', shown, hosts.join(', '));
}

/** The words quoted for a shell. */
export const shellLine = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');

/** The report for an editor. Names and values come from the user’s files: everything is escaped. */
export function preflightMarkdown(answer: PreflightAnswer, bundle: Bundle = {}): string {
  const translate = (message: Message): string => escapeMarkdown(formatMessage(message, bundle));
  const lines = [`# ${translate(VERDICTS[answer.verdict])}`, '', translate(preflightHead(answer)), ''];
  for (const kind of REASON_KINDS) {
    const reasons = answer.reasons.filter((one) => one.kind === kind);
    if (reasons.length === 0) continue;
    lines.push(`## ${translate(REASON_TITLES[kind])}`, '');
    for (const [index, reason] of reasons.entries()) {
      const place = placeOfReason(reason);
      const rule = reason.rule === undefined ? '' : ` (${code(reason.rule).markdown})`;
      const text = escapeMarkdown(reason.message);
      lines.push(`${index + 1}. ${place ? `**${translate(place)}**: ` : ''}${text}${rule}`);
    }
    lines.push('');
  }
  if (answer.stages.length > 0) {
    lines.push(`## ${translate(msg('The order'))}`, '');
    for (const [index, stage] of answer.stages.entries())
      lines.push(`${index + 1}. ${escapeMarkdown(stage)}`);
    lines.push('');
  }
  lines.push(`## ${translate(msg('The command'))}`, '', '```sh', shellLine(answer.command), '```', '');
  return lines.join('\n');
}
