// Values that K3s took in former releases: wrong only where every node gets a newer one.
import { literalOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { ownValue } from '../../text/ownValue.ts';
import { clusterHosts, definitionsFor } from '../cluster.ts';
import type { Flag } from './flags.ts';

/** Whether a node may get a release that takes the value still. */
export function mayStillTake(model: InventoryModel, { formerValues = {} }: Flag, text: string): boolean {
  const until = ownValue(formerValues, text);
  if (until === undefined) return false;
  const { effective, without } = definitionsFor(model, clusterHosts(model).all, 'k3s_version');
  return (
    without.length > 0 ||
    effective.some(({ definition }) => {
      const [, minor] = /^v?1\.(\d+)\./.exec(literalOf(definition)?.text.trim() ?? '') ?? [];
      return minor === undefined || Number(minor) < until;
    })
  );
}
