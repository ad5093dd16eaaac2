// The man page of the command line, from the text of its help.
import { collectMessages } from './messages.mjs';
import { readJson } from './output.mjs';

const FIRST = 'Checks K3s-Ansible inventories';

/** @returns {import('./output.mjs').Output[]} */
export function manPage() {
  const help = collectMessages().find(({ pattern }) => pattern?.startsWith(FIRST))?.pattern ?? '';
  const [summary = '', usage = '', ...rest] = help.split('\n\n');
  const exit = rest.findIndex((part) => part.startsWith('Exit code:'));
  const blocks = [
    `.TH K3S-INVENTORY 1 "" "k3s-inventory ${readJson('package.json').version}" "User Commands"`,
    '.SH NAME',
    `k3s-inventory \\- ${roff(summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    asWritten(usage.replace(/^Usage: /, '       ').replace(/^ {7}/gm, '')),
    '.SH DESCRIPTION',
    asWritten(rest.slice(0, exit).join('\n\n')),
    '.SH EXIT STATUS',
    asWritten((rest[exit] ?? '').replace(/^Exit code: /, '').replace(/^ {11}/gm, '')),
    '.SH FILES',
    '.B .k3s-inventory.yml',
  ];
  return [{ path: 'docs/man/k3s-inventory.1', text: `${blocks.join('\n')}\n`, committed: true }];
}

const asWritten = (/** @type {string} */ text) => `.nf\n${roff(text)}\n.fi`;

/** What a line begins with, and backslashes and dashes, mean something to roff. */
const roff = (/** @type {string} */ text) =>
  text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/gm, '\\&$&');
