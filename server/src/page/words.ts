// The page's own texts; everything else comes from the core in the language that is asked for.
import { type Bundle, formatMessage, type Message, msg, type Severity } from '../core/index.ts';

const WORDS = {
  language: msg('Language'),
  intro: msg(
    'Checks an inventory of K3s-Ansible as the extension does. Everything happens on this page: nothing is sent anywhere, and nothing is kept.',
  ),
  inventory: msg('Inventory'),
  text: msg('Paste an inventory, or edit what was dropped'),
  drop: msg('Drop a folder anywhere on this page to read its group_vars and host_vars, too.'),
  chooseFolder: msg('Choose a folder'),
  chooseFiles: msg('Choose files'),
  sample: msg('Show an example'),
  file: msg('File'),
  findings: msg('Findings'),
  topology: msg('Topology'),
  nodes: msg('What lands on each node'),
  node: msg('Node'),
  nothingYet: msg('Nothing to check yet.'),
  noFindings: msg('Nothing was found.'),
  noNodes: msg('There is no node of k3s-ansible in what can be read here.'),
  unknown: msg('What cannot be known here'),
  rules: msg('All rules'),
  help: msg('Documentation'),
  notDropped: msg(
    'This browser does not hand over what was dropped on a page from the disk ({0}). Choose the folder instead.',
  ),
  failed: msg('The page cannot go on: {0}. Reload it.'),
};

const SEVERITIES: Readonly<Record<Severity, Message>> = {
  error: msg('Error'),
  warning: msg('Warning'),
  info: msg('Hint'),
};

export type Word = keyof typeof WORDS;

/** The texts of the page in one language. */
export interface PageTexts {
  /** A text that stays; `value` is for its placeholder. */
  say(word: Word, value?: string): string;
  severity(severity: Severity): string;
  /** How many findings there are, of which only the first `shown` are listed. */
  count(found: number, shown: number): string;
}

export function createPageTexts(bundle: Bundle): PageTexts {
  const translate = (message: Message): string => formatMessage(message, bundle);
  return {
    say: (word, value) => translate({ ...WORDS[word], values: value === undefined ? [] : [value] }),
    severity: (severity) => translate(SEVERITIES[severity]),
    count: (found, shown) =>
      translate(
        found > shown
          ? msg('{0} findings, of which the first {1} are listed', found, shown)
          : msg('Findings: {0}', found),
      ),
  };
}
