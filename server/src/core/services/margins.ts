// The part of the language service for what an editor shows beside the text, and what it folds.

import { type FoldingRange, foldingRanges } from '../features/names/foldingRanges.ts';
import { groupLenses } from '../features/names/groupLenses.ts';
import { nodeLenses } from '../features/names/nodeLenses.ts';
import { tokenLenses } from '../features/names/tokenLenses.ts';
import { msg } from '../text/message.ts';
import type { SymbolResolver } from './namedInventories.ts';
import { type TextRange, toRange } from './ranges.ts';
import type { Translator } from './translator.ts';
import type { OfferedVaultAction, VaultService } from './vaultService.ts';

/** A line of words above a range, and what a click on it does. */
export interface CodeLensInfo extends TextRange {
  readonly title: string;
  /** `explain`: where the password comes from, which the core cannot know; the title is that of no source. */
  readonly action?: OfferedVaultAction['action'] | 'explain';
  /** Of the vault text, where it names one. */
  readonly vaultId?: string;
  /** The node that is shown. */
  readonly host?: string;
}

/** What stands beside the text: fold marks and lenses. */
export interface Margins {
  /** At most `limit`; `undefined` for what is no inventory of k3s-ansible, which editors fold themselves. */
  foldingRangesOf(uri: string, limit: number): Promise<readonly FoldingRange[] | undefined>;
  /**
   * How large the cluster is, what lands on its nodes, how its token is kept, and what can be done with what is encrypted;
   * asks for nothing, reads no secret.
   */
  codeLensesOf(uri: string): Promise<readonly CodeLensInfo[]>;
}

/** Both need the inventory: which lines belong together follows from what they mean. */
export function createMargins(
  { contextsOf }: SymbolResolver,
  { vaultsIn }: Pick<VaultService, 'vaultsIn'>,
  { translate }: Translator,
): Margins {
  return {
    async foldingRangesOf(uri, limit) {
      const [context] = await contextsOf(uri);
      const file = context?.files.get(uri);
      const names = context?.names.get(uri);
      return context && file && names && foldingRanges(context, file, names, limit);
    },
    async codeLensesOf(uri) {
      const [context] = await contextsOf(uri);
      const source = context?.files.get(uri)?.source;
      const groups =
        context && source
          ? [...groupLenses(context, uri), ...tokenLenses(context, uri)].map(({ span, title }) => ({
              ...toRange(source, span),
              title: translate(title),
            }))
          : [];
      const nodes =
        context && source
          ? nodeLenses(context, uri).map(({ span, host }) => ({
              ...toRange(source, span),
              title: translate(msg('what {0} gets', host)),
              host,
            }))
          : [];
      const vaults = (await vaultsIn(uri)).slice(0, MAX_VAULTS).flatMap(({ start, vaultId }) =>
        VAULT_LENSES.map(({ action, title }) => ({
          start,
          end: start,
          action,
          ...(vaultId !== undefined && { vaultId }),
          title: translate(title),
        })),
      );
      return [...groups, ...nodes, ...vaults];
    },
  };
}

/** More would push the text itself out of sight. */
const MAX_VAULTS = 200;

const VAULT_LENSES = [
  { action: 'view', title: msg('View') },
  { action: 'edit', title: msg('Edit') },
  { action: 'rekey', title: msg('Change password') },
  { action: 'explain', title: msg('the password is typed') },
] as const;
