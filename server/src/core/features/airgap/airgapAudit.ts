// The airgap audit of an inventory: which folders its hosts name, what the hosts are, and what the k3s-ansible in use
// does with them. Reads files through what is passed in.

import { scalarOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { unreadFor } from '../../ansible/model/queries.ts';
import { createScopes } from '../../ansible/templates/scope.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { loadAirgapBases, lookAtPlaces } from '../../k3s/airgap/airgapFacts.ts';
import { type AirgapBases, airgapAnchor, isSecondaryPlace } from '../../k3s/airgap/airgapPlaces.ts';
import { type AuditedFiles, type AuditInput, auditFolder } from '../../k3s/airgap/audit.ts';
import type { AuditWatcher } from '../../k3s/airgap/checksumRows.ts';
import { createHostFacts } from '../../k3s/airgap/hostFacts.ts';
import type { AuditHost, AuditRow } from '../../k3s/airgap/rows.ts';
import { whyNoPath } from '../../k3s/airgapDir.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { mayHaveRegistry } from '../../k3s/registry.ts';
import { airgapRulesOf } from '../../k3s/roles/behaviour.ts';
import { msg } from '../../text/message.ts';
import { deploymentRows } from './deploymentRows.ts';
import { upstreamRows } from './upstreamRows.ts';

/** How an inventory is audited. */
export interface AuditOptions extends AuditWatcher {
  /** The folder of the playbook that is run; looked for near the inventory where it is not given. */
  readonly playbookFolder?: string;
}

/**
 * Rows as they become known; a row with the id of an earlier one replaces it. A single row where no host has
 * `airgap_dir`.
 */
export async function* auditInventory(
  context: InventoryContext,
  audited: AuditedFiles,
  options: AuditOptions = {},
): AsyncGenerator<AuditRow, void, undefined> {
  const { model } = context;
  const { all } = clusterHosts(model);
  const { effective, without } = definitionsFor(model, all, 'airgap_dir');
  if (effective.length === 0) {
    yield notAirgap(without, unreadFor(model).length > 0);
    return;
  }
  const factsOf = createHostFacts(model);
  const bases = await basesOf(context, audited, options);
  yield* upstreamRows(context);
  yield* deploymentRows(context);
  for (const { definition, hosts } of effective) {
    if (whyNoPath(definition.value)) {
      yield notAPath(hosts);
      continue;
    }
    const input = await inputOf(context, audited, { definition, hosts: hosts.map(factsOf), bases });
    // Of several folders, each has its own requirements.
    const prefix = effective.length > 1 ? `${input.path} ` : '';
    for await (const row of auditFolder(input, audited, options))
      yield prefix === '' ? row : { ...row, id: prefix + row.id };
  }
}

const notAirgap = (hosts: readonly string[], isInDoubt: boolean): AuditRow => ({
  id: 'airgap_dir',
  requirement: msg('Airgap folder'),
  state: isInDoubt ? 'unknown' : 'missing',
  reason: isInDoubt
    ? msg('airgap_dir is not defined in any file that can be read here.')
    : msg('airgap_dir is not defined, so every node downloads K3s from the internet.'),
  hosts,
});

const notAPath = (hosts: readonly string[]): AuditRow => ({
  id: 'airgap_dir',
  requirement: msg('Airgap folder'),
  state: 'wrong',
  reason: msg('airgap_dir is defined, but is no path: the airgap role fails.'),
  hosts,
});

type Bases = AirgapBases & { readonly known?: string };

async function basesOf(
  { model, plays }: InventoryContext,
  { fileSystem }: AuditedFiles,
  { playbookFolder }: AuditOptions,
): Promise<Bases> {
  const bases = await loadAirgapBases(fileSystem, model, plays);
  return playbookFolder === undefined
    ? bases
    : { ...bases, playbookFolders: [playbookFolder], known: playbookFolder };
}

interface Asked {
  readonly definition: VariableDefinition;
  readonly hosts: readonly AuditHost[];
  readonly bases: Bases;
}

async function inputOf(
  { model, upstream }: InventoryContext,
  { fileSystem }: AuditedFiles,
  { definition, hosts, bases }: Asked,
): Promise<AuditInput> {
  const written = scalarOf(definition)?.text ?? '';
  const path = expandHome(pathOf(model, written, hosts[0]?.name), fileSystem.home);
  const places = await lookAtPlaces(fileSystem, path, bases);
  return {
    path: written,
    ...(places && {
      places: places.map((place) => ({ ...place, isSecondary: isSecondaryPlace(place.uri, bases) })),
    }),
    isAnchored: airgapAnchor(path) !== 'playbook' || bases.known !== undefined,
    hosts,
    rules: airgapRulesOf({ upstream }),
    hasRegistry: mayHaveRegistry(model),
  };
}

/** A template that the inventory itself defines; others remain as they are. */
function pathOf(model: InventoryContext['model'], written: string, host: string | undefined): string {
  const scope = createScopes(model, { others: 'unknown' })(host);
  const result = airgapAnchor(written) === 'unknown' && scope ? evaluateTemplate(written, scope) : undefined;
  return result?.known && typeof result.value === 'string' ? result.value : written;
}

const expandHome = (path: string, home: string | undefined): string =>
  home?.startsWith('file:///') && /^~(?:\/|$)/.test(path)
    ? decodeURIComponent(home.slice('file://'.length)) + path.slice(1)
    : path;

/** The release that all nodes are to get, where it is the same and known. */
export function wantedRelease(context: InventoryContext): string | undefined {
  const versions = new Set(
    clusterHosts(context.model)
      .all.map(createHostFacts(context.model))
      .map(({ version }) => version),
  );
  return versions.size === 1 ? [...versions][0] : undefined;
}
