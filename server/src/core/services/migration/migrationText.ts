// A migration for people: as Markdown for an editor, and the words that the terminal shares with it.
import { code, escapeMarkdown } from '../../text/markdown.ts';
import { type Bundle, formatMessage, type Message, msg } from '../../text/message.ts';
import type { MigrationAnswer } from './migration.ts';

/** What is to be done about a note: by hand, nothing, or nothing any more. */
export type NoteKind = MigrationAnswer['notes'][number]['kind'];

/** In the order in which they are shown: what needs hands comes first. */
export const NOTE_KINDS: readonly NoteKind[] = ['by-hand', 'set-aside', 'renamed'];

/** Headings, shared by Markdown and terminal. */
export const NOTE_TITLES: Readonly<Record<NoteKind, Message>> = {
  'by-hand': msg('To see to by hand'),
  'set-aside': msg('Without an equivalent: comments now'),
  renamed: msg('Renamed'),
};

/** The heading above {@link MigrationAnswer.findings}. */
export const FINDINGS_TITLE: Message = msg('What check says of the new inventory');

/** The title of the report. */
export const migrationTitle = ({ project }: MigrationAnswer): Message =>
  msg('From {0} to k3s-ansible', project);

/** One note, with all that it is about. */
export interface GroupedNote {
  readonly names: readonly string[];
  readonly message: string;
  readonly places: readonly { readonly uri: string; readonly line?: number }[];
}

/** Notes that say the same of several variables or places are one. */
export function notesOf({ notes }: MigrationAnswer, kind: NoteKind): readonly GroupedNote[] {
  const ofKind = notes.filter((note) => note.kind === kind);
  return [...new Set(ofKind.map(({ message }) => message))].map((message) => {
    const same = ofKind.filter((note) => note.message === message);
    return {
      message,
      names: [...new Set(same.flatMap(({ name }) => name ?? []))],
      places: same.flatMap(({ uri, line }) =>
        uri === undefined ? [] : [{ uri, ...(line !== undefined && { line }) }],
      ),
    };
  });
}

/** One line of it. */
export const noteLine = ({ names, message }: GroupedNote): string =>
  names.length === 0 ? message : `${names.join(', ')}: ${message}`;

/** The report for an editor. Names and values come from the user’s files: everything is escaped. */
export function migrationMarkdown(answer: MigrationAnswer, bundle: Bundle = {}): string {
  const translate = (message: Message): string => escapeMarkdown(formatMessage(message, bundle));
  const short = (uri: string): string => uri.slice(answer.folder.length + 1);
  const lines = [`# ${translate(migrationTitle(answer))}`, ''];
  const head = msg('The files of before stay as they are. Nothing is written until you say so.');
  lines.push(translate(head), '');
  for (const kind of NOTE_KINDS) {
    const notes = notesOf(answer, kind);
    if (notes.length === 0) continue;
    lines.push(`## ${translate(NOTE_TITLES[kind])}`, '');
    for (const note of notes) {
      const where = note.places.map(
        ({ uri, line }) => code(line === undefined ? short(uri) : `${short(uri)}:${line}`).markdown,
      );
      lines.push(`- ${escapeMarkdown(noteLine(note))}${where.length > 0 ? ` (${where.join(', ')})` : ''}`);
    }
    lines.push('');
  }
  lines.push(`## ${translate(FINDINGS_TITLE)}`, '');
  if (answer.findings.length === 0) lines.push(translate(msg('Nothing found.')));
  for (const { path, line, message, rule } of answer.findings)
    lines.push(`- ${code(`${path}:${line}`).markdown} ${escapeMarkdown(message)} (${code(rule).markdown})`);
  return `${lines.join('\n')}\n`;
}
