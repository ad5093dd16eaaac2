// The airgap report on a terminal.
import pc from 'picocolors';
import {
  formatMessage,
  msg,
  type ReportEnd,
  type ReportRow,
  type RowState,
  visible,
  visibleLines,
} from '../../core/index.ts';
import type { CommandContext } from '../terminal.ts';
import { jsonDocument } from './jsonDocument.ts';
import { shownPath } from './paths.ts';

/** Rows are printed as they come, because checksums take their time. */
export interface AirgapPrinter {
  row(row: ReportRow): void;
  end(end: ReportEnd): void;
}

/** For people: one line a row, as soon as it is known; rows that are still computed follow when they are done. */
export function createAirgapPrinter({ stdout, env, bundle }: CommandContext): AirgapPrinter {
  const colors = pc.createColors(stdout.isTTY === true && !env.NO_COLOR);
  const marks: Record<RowState, string> = {
    met: colors.green('✓'),
    missing: colors.red('✗'),
    wrong: colors.red('!'),
    unknown: colors.yellow('?'),
  };
  return {
    row({ state, requirement, reason, hosts, isPending }) {
      if (isPending) return;
      const whom = hosts.length === 0 ? '' : `  ${colors.dim(shorten(hosts))}`;
      stdout.write(`${marks[state]} ${colors.bold(requirement)}: ${reason}${whom}\n`);
    },
    end({ isReady, isUnsure, unknown, list, notes, asksPlaybookFolder }) {
      const verdict = isReady
        ? msg('Ready, as far as it can be known.')
        : isUnsure
          ? msg(
              'Cannot know: nothing is missing or wrong, but this cannot be checked from here: {0}.',
              unknown.join(', '),
            )
          : msg('Not ready: something is missing or wrong.');
      stdout.write(`\n${formatMessage(verdict, bundle)}\n`);
      if (asksPlaybookFolder)
        stdout.write(
          `${formatMessage(msg('--playbook-dir DIR says which folder the playbook is in.'), bundle)}\n`,
        );
      if (list !== '')
        stdout.write(`\n${formatMessage(msg('To be fetched:'), bundle)}\n${visibleLines(list)}`);
      for (const note of notes) stdout.write(`${note}\n`);
    },
  };
}

const shorten = (hosts: readonly string[]): string =>
  visible(hosts.length > 4 ? `${hosts.slice(0, 3).join(', ')} … (${hosts.length})` : hosts.join(', '));

export function airgapJson(rows: readonly ReportRow[], { isReady, notes }: ReportEnd, cwd: string): string {
  const shown = rows.map(({ id, requirement, state, reason, hosts, file, rename }) => ({
    id,
    requirement,
    state,
    reason,
    hosts,
    ...(file !== undefined && { file: shownPath(file, cwd) }),
    ...(rename && { renameTo: shownPath(rename.to, cwd) }),
  }));
  return jsonDocument({ ready: isReady, rows: shown, notes });
}
