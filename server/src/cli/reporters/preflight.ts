// The verdict of `preflight` on a terminal.
import {
  type Bundle,
  formatMessage,
  type Message,
  msg,
  type PreflightAnswer,
  placeOfReason,
  preflightHead,
  REASON_KINDS,
  REASON_TITLES,
  shellLine,
  verdictTitle,
  visible,
} from '../../core/index.ts';
import { shownPath } from './paths.ts';

export function prettyPreflight(answer: PreflightAnswer, bundle: Bundle, cwd: string): string {
  const translate = (message: Message): string => visible(formatMessage(message, bundle));
  const lines = [translate(verdictTitle(answer.verdict)), translate(preflightHead(answer)), ''];
  for (const kind of REASON_KINDS) {
    const reasons = answer.reasons.filter((one) => one.kind === kind);
    if (reasons.length === 0) continue;
    lines.push(translate(REASON_TITLES[kind]));
    for (const reason of reasons) {
      const place = placeOfReason(reason);
      const file = reason.uri === undefined ? '' : shownPath(reason.uri, cwd);
      const where = reason.line === undefined ? file : `${file}:${reason.line}`;
      const source = [where, reason.rule ?? ''].filter((part) => part !== '').join(' ');
      lines.push(`  - ${place ? `${translate(place)}: ` : ''}${visible(reason.message)}`);
      if (source !== '') lines.push(`    ${visible(source)}`);
    }
    lines.push('');
  }
  if (answer.stages.length > 0) lines.push(translate(msg('The order')));
  for (const [index, stage] of answer.stages.entries()) lines.push(`  ${index + 1}. ${visible(stage)}`);
  if (answer.stages.length > 0) lines.push('');
  return `${[...lines, translate(msg('The command')), `  ${visible(shellLine(answer.command))}`].join('\n')}\n`;
}
