// Shared by the rules about `airgap_dir`: its definitions, what is wrong with their type, and what the folders contain.

import { valueLocation } from '../ansible/model/definitions.ts';
import type { Location, ModelFile, VariableDefinition } from '../ansible/model/model.ts';
import { type Message, msg } from '../text/message.ts';
import { lineOf } from '../yaml/spanInFile.ts';
import { resolveAlias, type YamlNode } from '../yaml/tree.ts';
import type { AirgapPlace } from './airgap/airgapFacts.ts';
import { clusterHosts, definitionsFor } from './cluster.ts';
import { CLUSTER_GROUP } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';

const AIRGAP_DIR = 'airgap_dir';

/** A definition of `airgap_dir` that counts for a node, with where a finding about it points. */
export interface AirgapDefinition {
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly location: Location;
  /** The nodes it counts for. */
  readonly hosts: readonly string[];
}

/** Definitions that count for a node. */
export function airgapDefinitions({ model, files }: InventoryContext): readonly AirgapDefinition[] {
  const { effective } = definitionsFor(model, clusterHosts(model).all, AIRGAP_DIR);
  return effective.flatMap(({ definition, hosts }) => {
    const file = files.get(definition.uri);
    const { uri, span } = valueLocation(definition);
    return file ? [{ definition, file, hosts, location: { uri, span: lineOf(file.source, span) } }] : [];
  });
}

/** What stands where a path should: `nothing` is an empty value. */
export type NoPath = 'nothing' | 'list' | 'mapping' | 'other';

/** Why the value is no path; `undefined` when it is one, or cannot be known. */
export function whyNoPath(value: YamlNode | undefined): NoPath | undefined {
  const node = resolveAlias(value);
  if (!node) return value === undefined ? 'nothing' : undefined;
  if (node.kind !== 'scalar') return node.kind === 'sequence' ? 'list' : 'mapping';
  if (node.type === 'null') return 'nothing';
  if (node.type === 'str') return node.text.trim() === '' ? 'nothing' : undefined;
  return node.type === 'vault' || node.type === 'binary' ? undefined : 'other';
}

/** The folders that exist for a definition, if all of them can be read; `undefined` where there may be others. */
export function airgapFolders(
  { airgap }: InventoryContext,
  definition: VariableDefinition,
): readonly Folder[] | undefined {
  const node = resolveAlias(definition.value);
  const places = node?.kind === 'scalar' && node.type === 'str' ? airgap.places.get(node.text) : undefined;
  if (!places || places.some(({ entries }) => entries === 'unreadable')) return undefined;
  return places.flatMap(({ uri, entries }) => (isListed(entries) ? [{ uri, files: namesOf(entries) }] : []));
}

/** A finding about files that are not there, where an earlier play on this machine may fetch them. */
export const unlessFetched = <Finding extends { readonly message: Message }>(
  context: Pick<InventoryContext, 'plays'>,
  finding: Finding,
): Finding & { readonly severity?: 'info' } =>
  runsHereFirst(context)
    ? {
        ...finding,
        severity: 'info',
        message: msg(
          '{0} Unless a play that runs on this machine fetches the files before.',
          finding.message,
        ),
      }
    : finding;

/** Before the plays of the cluster, in the order in which plays were found. */
function runsHereFirst({ plays }: Pick<InventoryContext, 'plays'>): boolean {
  const hosts = [...plays.hosts];
  const here = hosts.findIndex((host) => HERE.has(host));
  const cluster = hosts.indexOf(CLUSTER_GROUP);
  return here >= 0 && (cluster < 0 || here < cluster);
}

const HERE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** A folder that is there and can be listed. */
export interface Folder {
  readonly uri: string;
  /** Names of the files in it; folders in it do not count. */
  readonly files: readonly string[];
}

type Listed = Extract<AirgapPlace['entries'], readonly unknown[]>;

const isListed = (entries: AirgapPlace['entries']): entries is Listed => typeof entries === 'object';

const namesOf = (entries: Listed): readonly string[] =>
  entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
