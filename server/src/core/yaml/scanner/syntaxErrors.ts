// The library's errors as ours: those that Ansible's loader shares, each at the place a person would mend.
import { Composer, type CST, Schema, type YAMLParseError } from 'yaml';
import type { YamlProblem } from '../tree.ts';
import { endOfLine } from './dedented.ts';

/** No value is asked for, so that the fewest types do. */
const SCHEMA = new Schema({ schema: 'failsafe', merge: false });

/** The first error of the first document; a second document is an error as a whole. */
export function findSyntaxError(tokens: readonly CST.Token[], text: string): YamlProblem | undefined {
  const composer = new Composer({ schema: SCHEMA, uniqueKeys: false, logLevel: 'silent' });
  const [document] = composer.compose(withoutLaterErrors(tokens), true, text.length);
  let first: YAMLParseError | undefined;
  for (const error of document?.errors ?? []) {
    if (!isForgiven(error) && (!first || error.pos[0] < first.pos[0])) first = error;
  }
  if (!first) return undefined;
  const start = Math.min(first.pos[0], text.length);
  const end =
    first.pos[1] > start + 1 ? Math.min(first.pos[1], endOfLine(text, start)) : endOfLine(text, start);
  return { code: 'syntax', span: { start, end }, detail: first.message, fatal: true };
}

/** Each makes an error with a stack of its own, and there may be a hundred thousand; the first one counts. */
function withoutLaterErrors(tokens: readonly CST.Token[]): readonly CST.Token[] {
  const first = tokens.findIndex(({ type }) => type === 'error');
  return first < 0 ? tokens : tokens.filter(({ type }, index) => type !== 'error' || index === first);
}

/** libyaml does not mind `'x'#comment`; tabs are judged on lexemes, by its own rules. */
const isForgiven = ({ code, message }: YAMLParseError): boolean =>
  code === 'TAB_AS_INDENT' || message.startsWith('Comments must be separated');
