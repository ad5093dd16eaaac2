// The end of every report: one line an inventory, with what it was checked as, and one line for all of them together.
import {
  type CheckedInventory,
  formatMessage,
  type Message,
  msg,
  type Severity,
} from '../../../core/index.ts';
import type { CommandContext } from '../../terminal.ts';
import { printedPath } from '../paths.ts';
import { type CheckedTarget, type CheckReport, notRead, type ReportContext } from './report.ts';

export interface Tally {
  add(checked: CheckedTarget): void;
  /** In the reader's language. */
  lines(): readonly string[];
}

export function createTally({ bundle, cwd }: Pick<ReportContext, 'bundle' | 'cwd'>): Tally {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  const lines = new Set<string>();
  let checked = 0;
  const translate = (message: Message): string => formatMessage(message, bundle);

  function describe(inventory: CheckedInventory): Message {
    const { recognition, checkedBy, files } = inventory;
    const unread = notRead(inventory);
    const name = inventory.sources.map((uri) => printedPath(uri, cwd)).join(', ');
    if (recognition.kind === 'sibling')
      return checkedBy === 'dialect'
        ? msg(
            'Checked: {0}, of {1}: what holds for every inventory, and what its variables mean',
            name,
            recognition.project,
          )
        : checkedBy === 'ansible'
          ? msg('Checked in part: {0}, of {1}: what holds for every inventory', name, recognition.project)
          : msg('Not checked: {0}, of {1}', name, recognition.project);
    const missing = unread.find(({ uri }) => inventory.sources.includes(uri));
    if (recognition.kind === 'other' && missing) return msg('Not checked: {0}, {1}', name, missing.message);
    if (recognition.kind === 'other')
      return checkedBy === 'ansible'
        ? msg('Checked in part: {0}: what holds for every inventory', name)
        : msg('Not checked: {0}, no inventory of k3s-ansible', name);
    const roles = translate(msg('servers: {0}, agents: {1}', inventory.servers ?? 0, inventory.agents ?? 0));
    const read = translate(msg('files read: {0}, not read: {1}', files.length, unread.length));
    const project = translate(
      msg('k3s-ansible {0} with ansible-core {1}', release(inventory), core(inventory)),
    );
    return msg('Checked: {0}, as {1}; {2}; {3}', name, project, roles, read);
  }

  const release = ({ releases }: CheckedInventory): string =>
    releases.length === 0 ? translate(msg('(release not known)')) : releasesInWords(releases);

  const core = ({ ansibleCore: { version, isSure } }: CheckedInventory): string =>
    isSure ? version : translate(msg('{0} (assumed)', version));

  return {
    add({ diagnoses, inventories }) {
      for (const { severity } of diagnoses) counts[severity]++;
      for (const inventory of inventories) {
        const line = translate(describe(inventory));
        if (!lines.has(line) && inventory.checkedBy !== 'none') checked++;
        lines.add(line);
      }
    },
    lines() {
      const { error, warning, info } = counts;
      const total = msg(
        'Inventories checked: {0}; errors: {1}, warnings: {2}, infos: {3}',
        checked,
        error,
        warning,
        info,
      );
      return [...lines, translate(total)];
    },
  };
}

/** Nothing but the end, beside a report that programs read. */
export function createTallyReport(context: Pick<CommandContext, 'stderr' | 'bundle' | 'cwd'>): CheckReport {
  const tally = createTally(context);
  return { add: tally.add, end: () => void context.stderr.write(`${tally.lines().join('\n')}\n`) };
}

/** `1.1.0 … 1.2.2`: releases between behave alike. */
const releasesInWords = (releases: readonly string[]): string =>
  releases.length === 1 ? String(releases[0]) : `${releases[0]} … ${releases.at(-1)}`;
