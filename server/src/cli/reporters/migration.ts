// What `migrate` prints: what has another name, what has none, what is to be done by hand, and the files' differences.
import {
  type Bundle,
  createShownLines,
  ELLIPSIS,
  FINDINGS_TITLE,
  formatMessage,
  type Message,
  type MigrationAnswer,
  migrationTitle,
  msg,
  NOTE_KINDS,
  NOTE_TITLES,
  noteLine,
  notesOf,
  visible,
} from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import { shownPath } from './paths.ts';
import { unifiedDiff } from './unifiedDiff.ts';

export function prettyMigration(answer: MigrationAnswer, bundle: Bundle, cwd: string): string {
  const translate = (message: Message): string => formatMessage(message, bundle);
  const lines = [translate(migrationTitle(answer)), ''];
  for (const kind of NOTE_KINDS) {
    const notes = notesOf(answer, kind);
    if (notes.length === 0) continue;
    lines.push(translate(NOTE_TITLES[kind]));
    for (const note of notes) {
      lines.push(`  - ${visible(noteLine(note))}`);
      const where = note.places.map(
        ({ uri, line }) => `${shownPath(uri, cwd)}${line === undefined ? '' : `:${line}`}`,
      );
      if (where.length > 0) lines.push(`    ${visible(where.join(' '))}`);
    }
    lines.push('');
  }
  if (answer.findings.length > 0) lines.push(translate(FINDINGS_TITLE));
  for (const { path, line, message, rule } of answer.findings)
    lines.push(`  - ${visible(message)}`, `    ${visible(`${path}:${line} ${rule}`)}`);
  if (answer.findings.length > 0) lines.push('');
  return `${lines.join('\n')}\n`;
}

export interface DiffRequest {
  readonly showSecrets: boolean;
  readonly context: CommandContext;
}

/** Each new file beside the one it is made of. */
export function migrationDiff(
  { files }: MigrationAnswer,
  { showSecrets, context: { stdout, bundle, env } }: DiffRequest,
): string {
  const hide = createShownLines();
  /** Of what has become a comment, as much as of what it was. */
  const hidden = (line: string): string => {
    const [, mark = '', rest = ''] = /^([ \t]*# )?(.*)$/.exec(line) ?? [];
    return mark + hide(rest).text;
  };
  const show = (line: string): string => {
    const text = line.replace(/\r$/, '');
    return visible(showSecrets ? text : hidden(text));
  };
  const colors = stdout.isTTY === true && !env.NO_COLOR;
  const shown = files
    .map(({ path, before, text }) => unifiedDiff(before, text, { path, show, colors }))
    .join('');
  const hint = msg(
    'Where … stands, a value is not shown, because it may be a secret; --show-secrets shows it.',
  );
  return shown.includes(ELLIPSIS) ? `${shown}\n${formatMessage(hint, bundle)}\n` : shown;
}
