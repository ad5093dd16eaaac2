import { valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import {
  type ArgumentText,
  argumentTexts,
  type ReadArguments,
  readArguments,
  type Word,
} from '../../k3s/config/argumentText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { isBeforeInstaller } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const k3sArgumentNotRead = defineRule({
  id: 'k3s-argument-not-read',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A word among the arguments ends the flags that K3s reads'),
  why: msg(
    'K3s reads flags up to the first word that is neither a flag nor the value of one, and leaves out everything from there on without a word.\nA `#` inside a text starts no comment: it is such a word.\nA backslash at the end of a line is one, too, since k3s-ansible 1.2.0, whose installer keeps it as it is ([k3s#13726](https://github.com/k3s-io/k3s/issues/13726)); lines need none.\nA switch takes its value only behind `=`: `--secrets-encryption true` ends the flags at `true`.\nA word in front of all flags becomes the name of the sub-command and of the service, and the installation fails.',
  ),
  *check(context) {
    for (const text of argumentTexts(context)) {
      const open = unclosedWord(context, text);
      const { stop } = readArguments(text);
      const finding = open ? unclosed(context, text, open) : stop && findingFor(context, text, stop);
      if (finding) yield finding;
    }
  },
});

/** Jinja may close the quote, and so may a character that systemd reads behind a backslash. */
function unclosedWord(context: RuleContext, { words }: ArgumentText): Word | undefined {
  if (words.some(({ text }) => isUnknown(text))) return undefined;
  if (isBeforeInstaller(context) && words.some(({ text }) => text.includes('\\'))) return undefined;
  return words.find(({ isOpen }) => isOpen);
}

const unclosed = (
  context: RuleContext,
  { definition, place }: ArgumentText,
  { span }: Word,
): RuleFinding => ({
  uri: definition.uri,
  span: place(span),
  message: isBeforeInstaller(context)
    ? msg('A quote is opened here and not closed: systemd refuses the unit, and K3s does not start.')
    : msg('A quote is opened here and not closed: the installer stops at it, and the deployment fails.'),
});

type Stop = NonNullable<ReadArguments['stop']>;

function findingFor(context: RuleContext, text: ArgumentText, stop: Stop): RuleFinding | undefined {
  const { word, lost } = stop;
  const { uri } = text.definition;
  if (word.text === '\\') {
    if (isBeforeInstaller(context)) return undefined;
    const { span } = valueLocation(text.definition);
    return {
      uri,
      span: lineOf(text.file.source, span),
      severity: 'warning',
      message: msg(
        'Since k3s-ansible 1.2.0 a backslash at the end of a line reaches K3s as a word, and no flag after it is read. Lines need none: take the backslashes out.',
      ),
    };
  }
  const isOld = isBeforeInstaller(context);
  const isFirst = text.scope === 'server' && text.words[0] === word && !isOld;
  return {
    uri,
    span: text.place(word.span),
    severity: !isOld && (isFirst || lost.length > 0) ? 'error' : 'warning',
    message: messageFor(stop, isFirst),
  };
}

function messageFor({ word, lost, behind }: Stop, isFirst: boolean): Message {
  if (word.text.startsWith('#'))
    return msg(
      '“#” starts no comment inside a text: K3s gets it as a word, and reads no flag after it. Take what is commented out of the text.',
    );
  if (isFirst)
    return msg(
      'The arguments begin with a word that is no flag, and the installer takes it for a sub-command: the deployment fails. Flags begin with “--”.',
    );
  if (behind?.type === 'boolean')
    return msg(
      '--{0} is a switch: a word behind it is no value, and K3s reads no flag after it. Write --{0}=true or --{0}=false.',
      behind.name,
    );
  return lost.length > 0
    ? msg(
        'K3s reads no flag after this word, which is no flag and no value. Write “--” before it, or put the value in quotes.',
      )
    : msg(
        'K3s does not read this word, which is no flag and no value. Write “--” before it, or take it out.',
      );
}
