// Files that the play has written before, and writes no more: nothing removes them.
import { addHost, type OfHosts } from '../../../ansible/model/ofHosts.ts';
import { msg } from '../../../text/message.ts';
import type { Consequence } from './consequence.ts';
import type { ClusterDifference } from './difference.ts';

/** Of a variable that an encrypted file may define, or not. */
const MAY_NOT_BE = /^<unknown: a file that may define [^>]*>\s*$/;

/**
 * One consequence for each path, with all hosts it concerns. Files that may not have been there before are passed
 * over.
 */
export function fileConsequences({ hosts }: ClusterDifference): readonly Consequence[] {
  const found = new Map<string, OfHosts<Consequence>>();
  for (const [host, { before, after }] of hosts) {
    if (!before || !after || before.role !== after.role) continue;
    for (const [path, { content }] of before.files) {
      if (after.files.has(path) || MAY_NOT_BE.test(content)) continue;
      addHost<Consequence>(found, path, host, () => ({
        id: 'file-stays',
        severity: 'warning',
        message: msg(
          'The play no longer writes {0}, and does not remove it: what stands in it goes on counting. Delete it on the nodes.',
          path,
        ),
      }));
    }
  }
  return [...found.values()];
}
