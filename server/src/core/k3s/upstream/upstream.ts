// Which k3s-ansible an inventory is run with, as far as the files around it prove it: roles that lie nearby, the
// installed collection, or a requirements.yml. Reads through the file system only. Judges content, never the version in a
// galaxy.yml, which lags behind.

import { findAnsibleConfig } from '../../ansible/config/ansibleConfig.ts';
import type { DirectoryEntry, FileSystem } from '../../ansible/files/fileSystem.ts';
import { holds } from '../../ansible/files/listFolder.ts';
import { listOrNothing, textOf } from '../../ansible/files/reading.ts';
import { memoIn } from '../../ansible/files/snapshot.ts';
import { ancestorsOf, joinUri, parentUri } from '../../ansible/files/uri.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { loadUpstreamTable, type UpstreamFile, type UpstreamTable } from '../schema/upstreamTable.ts';
import type { Release } from '../schema/variable.ts';
import {
  checkoutsAt,
  collectionsIn,
  collectionsOf,
  playbookAt,
  playsCollection,
  usualCollections,
} from './checkouts.ts';
import { defaultsOf, goesOnElsewhere, unitTemplatesIn, unreadBy } from './ownRoles.ts';
import {
  isFloating,
  isNoRef,
  type NamedRelease,
  type Requirements,
  requiredCollections,
  requiredVersion,
} from './requirements.ts';
import {
  commonFacts,
  factsOfFiles,
  factsOfNewest,
  factsOfRelease,
  releasesLike,
  type UpstreamFacts,
  withoutFact,
} from './signatures.ts';

/** A k3s-ansible that was found near an inventory, with what it is known to do. */
export interface UpstreamVersion {
  /** The file that proves it: the tasks of the server's role, or a requirements.yml. */
  readonly uri: string;
  /** The playbook beside the roles that installs; absent for a collection, and where none is found. */
  readonly playbook?: string;
  /** The tag, where a requirements.yml names one. */
  readonly release?: string;
  /** The releases with the same known facts; none for a commit between two of them. */
  readonly like: readonly string[];
  readonly facts: UpstreamFacts;
  /** The oldest ansible-core that it runs with, such as `2.15`. */
  readonly oldestCore?: string;
  /** Variables that upstream needs, and a modified copy has a default for or does not read. */
  readonly ownDefaults: ReadonlySet<string>;
  /** A modified copy has tasks besides, which may read variables of any name. */
  readonly hasOwnTasks: boolean;
  /** How the roles write units, by the names of the templates; absent where they have none. */
  readonly unitTemplates?: ReadonlyMap<string, string>;
}

/** The k3s-ansible that an inventory is run with. */
export interface Upstream {
  readonly version?: UpstreamVersion;
  /** Its behaviour unless it is an older one; only where `version` is not known. */
  readonly assumed?: UpstreamFacts;
  readonly requirements?: Requirements;
  /** Whether the collection ansible.utils lies beside the one of k3s-ansible; absent where that is not known. */
  readonly hasUtils?: boolean;
  /** Roles of the same names lie nearby and belong to others; only where `version` is not known. */
  readonly isOthers?: boolean;
}

/** A k3s-ansible as found; `root` is that of the checkout or collection. */
interface Candidate extends Omit<UpstreamVersion, 'like'> {
  readonly root?: string;
  readonly isCollection: boolean;
}

/** How far up from the inventory a checkout's root is looked for. */
const MAX_LEVELS = 5;
const REQUIREMENTS = [
  'requirements.yml',
  'requirements.yaml',
  'collections/requirements.yml',
  'roles/requirements.yml',
];

/** A release that is named counts alone; otherwise the nearest folder with a k3s-ansible or a requirements.yml. */
export async function findUpstream(
  fileSystem: FileSystem,
  folder: string,
  releases: readonly Release[],
  named?: NamedRelease,
): Promise<Upstream> {
  const search: UpstreamSearch = { fileSystem, table: loadUpstreamTable(), releases };
  const chosen = candidateOfRelease(search, named);
  if (chosen) return finish(search, [chosen], {});
  const config = await findAnsibleConfig(fileSystem, folder);
  const configured = collectionsOf(config);
  let usesCollection = false;
  let isOthers = false;
  for (const ancestor of ancestorsOf(folder, MAX_LEVELS)) {
    const at = await memoIn(fileSystem, `upstream at ${ancestor}`, () =>
      lookAt(fileSystem, ancestor, releases),
    );
    usesCollection ||= await at.playsCollection();
    const { requirements, checkouts, isRoot } = at;
    const places = [...collectionsIn(joinUri(ancestor, 'collections')), ...configured];
    const { found, others } = await candidatesAt(search, {
      checkouts,
      collections:
        requirements || usesCollection ? [...places, ...usualCollections(fileSystem.home)] : places,
      ...(requirements && { requirements }),
    });
    isOthers ||= others;
    if (found.length > 0 || requirements || isRoot)
      return finish(search, found, {
        ...(requirements && { requirements }),
        ...(isOthers && found.length === 0 && { isOthers }),
      });
  }
  return { assumed: factsOfNewest(search.table, releases), ...(isOthers && { isOthers }) };
}

/** What a folder contains, for all inventories below it; rarely needed facts are computed on demand. */
async function lookAt(fileSystem: FileSystem, folder: string, releases: readonly Release[]) {
  const entries = await listOrNothing(fileSystem, folder);
  return {
    playsCollection: () =>
      memoIn(fileSystem, `playbooks at ${folder}`, () => playsCollection(fileSystem, folder, entries)),
    requirements: await requirementsAt(fileSystem, folder, entries, releases),
    checkouts: await checkoutsAt(fileSystem, folder, entries),
    isRoot: holds(entries, '.git'),
  };
}

interface UpstreamSearch {
  readonly fileSystem: FileSystem;
  readonly table: UpstreamTable;
  readonly releases: readonly Release[];
}

async function requirementsAt(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
  releases: readonly Release[],
): Promise<Requirements | undefined> {
  for (const path of REQUIREMENTS) {
    if (!holds(entries, path.split('/')[0] ?? '')) continue;
    const uri = joinUri(folder, path);
    const text = await textOf(fileSystem, uri);
    const document = text?.includes('k3s') ? parseYaml(text) : undefined;
    const version = document && requiredVersion(document);
    if (document && version !== undefined)
      return {
        uri,
        version,
        isFloating: isFloating(version),
        isNoRef: isNoRef(version, releases),
        collections: requiredCollections(document),
      };
  }
  return undefined;
}

interface Places {
  readonly checkouts: readonly string[];
  readonly collections: readonly string[];
  readonly requirements?: Requirements;
}

/** An installed one counts more than one that a requirements.yml requires. */
async function candidatesAt(
  search: UpstreamSearch,
  { checkouts, collections, requirements }: Places,
): Promise<{ readonly found: readonly Candidate[]; readonly others: boolean }> {
  const candidate = (root: string, isCollection: boolean) =>
    memoIn(search.fileSystem, `k3s-ansible at ${root}, collection: ${isCollection}`, () =>
      candidateOfRoles(search, root, isCollection),
    );
  const all = await Promise.all([
    ...checkouts.map((root) => candidate(root, false)),
    ...[...new Set(collections)].map((root) => candidate(root, true)),
  ]);
  const found = all.filter((other) => other !== undefined && other !== 'others');
  // Ansible uses the first of the folders of collections.
  const installed = found.filter(({ isCollection }) => isCollection).slice(0, 1);
  const named = installed.length > 0 ? undefined : candidateOfRelease(search, requirements);
  return {
    found: [...found.filter(({ isCollection }) => !isCollection), ...installed, ...(named ? [named] : [])],
    others: all.includes('others'),
  };
}

async function candidateOfRoles(
  { fileSystem, table }: UpstreamSearch,
  root: string,
  isCollection: boolean,
): Promise<Candidate | 'others' | undefined> {
  const [layout, uri] = await layoutOf(fileSystem, table, root);
  if (!layout || uri === undefined) return undefined;
  const texts = new Map<UpstreamFile, string>();
  for (const [file, path] of Object.entries(layout)) {
    const text = await textOf(fileSystem, joinUri(root, path));
    if (text !== undefined) texts.set(file as UpstreamFile, text);
  }
  const facts = factsOfFiles(table, texts);
  if (!facts) return 'others';
  const oldestCore = /ansible_version\.full is version\('([\d.]+)', '>='\)/.exec(
    texts.get('prereq') ?? '',
  )?.[1];
  const playbook = isCollection ? undefined : await playbookAt(fileSystem, root);
  const unitTemplates = await unitTemplatesIn(fileSystem, root);
  const ownDefaults = new Set([...(await defaultsOf(fileSystem, root)), ...unreadBy(texts)]);
  return {
    uri,
    root,
    isCollection,
    // A modified copy may handle the token in its own way.
    facts: ownDefaults.has('token') ? withoutFact(facts, 'token-required') : facts,
    ownDefaults,
    hasOwnTasks: goesOnElsewhere(texts),
    ...(unitTemplates.size > 0 && { unitTemplates }),
    ...(playbook !== undefined && { playbook }),
    ...(oldestCore !== undefined && { oldestCore }),
  };
}

type Layout = UpstreamTable['files'];

/** Until 2023-11-16, one folder held the roles of all nodes. */
const of2023 = (files: Layout): Layout => ({
  ...files,
  server: 'roles/k3s/server/tasks/main.yml',
  serverUnit: 'roles/k3s/server/templates/k3s.service.j2',
  agent: 'roles/k3s/agent/tasks/main.yml',
  agentUnit: 'roles/k3s/agent/templates/k3s.service.j2',
  site: 'playbook/site.yml',
});

async function layoutOf(
  fileSystem: FileSystem,
  { files }: UpstreamTable,
  root: string,
): Promise<readonly [Layout, string] | readonly []> {
  for (const layout of [files, of2023(files)]) {
    const uri = joinUri(root, layout.server);
    if ((await textOf(fileSystem, uri)) !== undefined) return [layout, uri];
  }
  return [];
}

function candidateOfRelease(
  { table, releases }: UpstreamSearch,
  named: NamedRelease | undefined,
): Candidate | undefined {
  const release = named?.version;
  const facts = release === undefined ? undefined : factsOfRelease(table, releases, release);
  if (!named || release === undefined || !facts) return undefined;
  const known = releases.find(({ version }) => version === release.replace(/^v/, ''));
  return {
    uri: named.uri,
    release,
    isCollection: true,
    facts,
    ownDefaults: new Set(),
    hasOwnTasks: false,
    ...(known && { oldestCore: known.ansibleCore }),
  };
}

async function finish(
  { fileSystem, table, releases }: UpstreamSearch,
  found: readonly Candidate[],
  rest: Omit<Upstream, 'version'>,
): Promise<Upstream> {
  const [first] = found;
  if (!first) return { ...rest, assumed: factsOfNewest(table, releases) };
  const facts = commonFacts(found.map((candidate) => candidate.facts));
  const cores = new Set(found.map(({ oldestCore }) => oldestCore));
  const [oldestCore] = cores;
  const version: UpstreamVersion = {
    uri: first.uri,
    ...(first.release !== undefined && { release: first.release }),
    ...(first.playbook !== undefined && { playbook: first.playbook }),
    like: releasesLike(table, releases, facts),
    facts,
    ownDefaults: new Set(found.flatMap((candidate) => [...candidate.ownDefaults])),
    hasOwnTasks: found.some((candidate) => candidate.hasOwnTasks),
    ...(found.length === 1 && first.unitTemplates && { unitTemplates: first.unitTemplates }),
    ...(cores.size === 1 && oldestCore !== undefined && { oldestCore }),
  };
  const beside =
    first.isCollection && first.root !== undefined ? parentUri(parentUri(first.root)) : undefined;
  if (beside === undefined) return { version, ...rest };
  const utils = await listOrNothing(fileSystem, joinUri(beside, 'ansible/utils'));
  return { version, ...rest, hasUtils: utils.length > 0 };
}
