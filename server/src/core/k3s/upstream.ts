// Shared by the rules about the k3s-ansible in use: its name in messages, and where a finding about it points.

import { baseName } from '../ansible/files/uri.ts';
import { valueLocation } from '../ansible/model/definitions.ts';
import type { Location, VariableDefinition } from '../ansible/model/model.ts';
import { type Message, msg } from '../text/message.ts';
import { lineOf } from '../yaml/spanInFile.ts';
import { clusterHosts, definitionsFor } from './cluster.ts';
import type { InventoryContext } from './context.ts';
import type { Upstream, UpstreamVersion } from './upstream/upstream.ts';

/** Including one that is only required. */
export const nameAnyUpstream = ({ version, requirements }: Upstream): Message | string =>
  version ? nameUpstream(version) : (requirements?.version ?? msg('of no known version'));

/** A tag, or the folder whose roles were read. */
export const nameUpstream = ({ release, uri }: UpstreamVersion): Message | string =>
  release ?? msg('the one whose roles lie in “{0}”', checkoutOf(uri));

/** The folder that holds `roles/k3s_server/tasks/main.yml`. */
export const checkoutOf = (uri: string): string =>
  baseName(uri.replace(/\/roles\/(?:k3s\/)?[^/]+\/tasks\/[^/]+$/, ''));

/** A definition with where a finding about it points. */
export interface PlacedDefinition {
  readonly definition: VariableDefinition;
  /** The hosts it counts for. */
  readonly hosts: readonly string[];
  /** The value, or its first line. */
  readonly location: Location;
}

/** The definitions of a variable that count for the hosts, in files that can be shown. */
export function definitionsOn(
  { model, files }: InventoryContext,
  name: string,
  hosts: readonly string[] = clusterHosts(model).all,
): readonly PlacedDefinition[] {
  return definitionsFor(model, hosts, name).effective.flatMap(({ definition, hosts: own }) => {
    const file = files.get(definition.uri);
    if (!file) return [];
    const { uri, span } = valueLocation(definition);
    return [{ definition, hosts: own, location: { uri, span: lineOf(file.source, span) } }];
  });
}
