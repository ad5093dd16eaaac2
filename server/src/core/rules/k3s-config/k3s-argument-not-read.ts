import { valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import {
  type ArgumentText,
  argumentTexts,
  type ReadArguments,
  readArguments,
} from '../../k3s/config/argumentText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import type { Word } from '../../k3s/config/unitWords.ts';
import { isBeforeInstaller } from '../../k3s/roles/behaviour.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const k3sArgumentNotRead = defineRule({
  id: 'k3s-argument-not-read',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A word among the arguments ends the flags that K3s reads'),
  why: msg(
    'K3s reads flags up to the first word that is neither a flag nor the value of one, and leaves out everything from there on without a word.\nA `#` inside a text starts no comment: it is such a word.\nSince k3s-ansible 1.2.0 a backslash at the end of a line gets into the unit of K3s as a word of its own and takes away a quote there: systemd refuses the unit, or K3s gets other words than these ([k3s#13726](https://github.com/k3s-io/k3s/issues/13726)); lines need none.\nUp to 1.1.1 the text is a part of the unit, and systemd reads that line by line: of several lines without a backslash, only the first counts, and a `;` that stands alone begins another command.\nA switch takes its value only behind `=`: `--secrets-encryption true` ends the flags at `true`.\nA word in front of all flags becomes the name of the sub-command and of the service, and the installation fails.',
  ),
  *check(context) {
    for (const text of argumentTexts(context)) {
      const open = unclosedWord(context, text);
      const { stop } = readArguments(text);
      const finding = open
        ? unclosed(context, text, open)
        : (inUnit(text) ?? backslash(context, text) ?? (stop && findingFor(context, text, stop)));
      if (finding) yield finding;
    }
  },
});

/** Jinja may close the quote; and what other roles make of a backslash is not known. */
function unclosedWord(context: RuleContext, { words, unit, masked }: ArgumentText): Word | undefined {
  if (isUnknown(masked)) return undefined;
  if (!unit && isBeforeInstaller(context) && masked.includes('\\')) return undefined;
  return words.find(({ isOpen }) => isOpen);
}

/** What systemd's reading of the unit leaves out or refuses. */
function inUnit({ definition, unit, masked, place }: ArgumentText): RuleFinding | undefined {
  const at = unit?.second ?? unit?.lost;
  if (!unit || !at || isUnknown(masked)) return undefined;
  return {
    uri: definition.uri,
    span: place(at),
    ...(!unit.second &&
      !/(?:^|\s)-/.test(masked.slice(at.start, at.end)) && { severity: 'warning' as const }),
    message: unit.second
      ? msg(
          'systemd takes what stands behind “;” for another command and refuses the unit: K3s does not start. Take the “;” out, or put it in quotes.',
        )
      : msg(
          'Up to k3s-ansible 1.1.1 the arguments are a part of the unit, and systemd reads only their first line: this line and those below are lost. Put all on one line, or begin the text with “>-”.',
        ),
  };
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

/** One before the quote that the installer puts around each word of the unit. */
function backslash(context: RuleContext, text: ArgumentText): RuleFinding | undefined {
  if (isBeforeInstaller(context)) return undefined;
  const word = text.words.find((each) => !each.isOpen && ENDS_IN_BACKSLASH.test(each.text));
  if (!word || word.inSingle.endsWith('\\')) return undefined;
  const isLine = word.text === '\\';
  return {
    uri: text.definition.uri,
    span: isLine ? lineOf(text.file.source, valueLocation(text.definition).span) : text.place(word.span),
    severity: 'warning',
    message: isLine
      ? msg(
          'Since k3s-ansible 1.2.0 a backslash at the end of a line takes away a quote in the unit of K3s: systemd refuses the unit, or K3s reads other flags than these. Lines need none: take the backslashes out.',
        )
      : msg(
          'Since k3s-ansible 1.2.0 a backslash at the end of a word takes away a quote in the unit of K3s: systemd refuses the unit, or K3s reads other flags than these. Take it out.',
        ),
  };
}

const ENDS_IN_BACKSLASH = /(?:^|[^\\])(?:\\\\)*\\$/;

type Stop = NonNullable<ReadArguments['stop']>;

function findingFor(context: RuleContext, text: ArgumentText, stop: Stop): RuleFinding | undefined {
  const { word, lost } = stop;
  const { uri } = text.definition;
  if (word.text === '\\') return undefined;
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
