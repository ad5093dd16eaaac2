// Which minor releases of K3s the nodes may get: a setting of some releases only is wrong only where no node gets one
// of these.
import { literalOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { ownValue } from '../../text/ownValue.ts';
import { clusterHosts, definitionsFor } from '../cluster.ts';
import type { Flag } from './flags.ts';

/** Whether a node may get a minor release for which `fits` is true; also where it is not known which one it gets. */
export function mayRun(model: InventoryModel, fits: (minor: number) => boolean): boolean {
  const { effective, without } = definitionsFor(model, clusterHosts(model).all, 'k3s_version');
  return (
    without.length > 0 ||
    effective.some(({ definition }) => {
      const [, minor] = /^v?1\.(\d+)\./.exec(literalOf(definition)?.text.trim() ?? '') ?? [];
      return minor === undefined || fits(Number(minor));
    })
  );
}

/** Whether a node may get a release that still accepts the value. */
export function mayStillTake(model: InventoryModel, { formerValues = {} }: Flag, text: string): boolean {
  const end = ownValue(formerValues, text);
  return end !== undefined && mayRun(model, (minor) => minor < end);
}
