// What the plays that install K3s give to their hosts: files and variables that surely count, names that may count, and
// what cannot be known. Pure, except for checking whether a file exists.

import type { PlayVarsRequest } from '../../ansible/discovery/inventorySources.ts';
import type { ReadDocument } from '../../ansible/files/documents.ts';
import { isParsed } from '../../ansible/files/documents.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { joinUri, parentUri } from '../../ansible/files/uri.ts';
import type { Owner, UnknownSource } from '../../ansible/model/model.ts';
import type { AnyPlay, FoundPlay, Playbook, WrittenVars } from '../../ansible/plays/findPlaybooks.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { keyText, resolveAlias, type YamlMapping, type YamlNode } from '../../yaml/tree.ts';
import { type ClusterPlays, isInstalling } from './clusterPlays.ts';

/** What plays add to the variables of the inventory, by how certain it is. */
export interface PlayVars {
  readonly certain: readonly PlayVarsRequest[];
  /** By name, the file that may give it. */
  readonly perhaps: ReadonlyMap<string, string>;
  readonly unknowns: readonly UnknownSource[];
  /** A play makes groups while it runs. */
  readonly makesGroups: boolean;
}

interface PlayFiles {
  readonly fileSystem: FileSystem;
  readonly read: ReadDocument;
}

/** Looks through the plays that install; a missing or encrypted file of variables becomes an unknown. */
export async function findPlayVars(
  playFiles: PlayFiles,
  { installing, playbooks }: ClusterPlays,
): Promise<PlayVars> {
  const sources = await Promise.all(
    installing.map(async (play) => ({ play, given: await sourcesOf(playFiles, play) })),
  );
  const perhaps = new Map<string, string>();
  const unknowns: UnknownSource[] = [];
  const certain: PlayVarsRequest[] = [];
  for (const name of new Set(installing.flatMap(hostsOf))) {
    const owner: Owner = { kind: 'group', name };
    const own = sources.filter(({ play }) => hostsOf(play).includes(name));
    const keys = own.map(({ given }) => new Set(given.map(keyOf)));
    for (const source of distinct(own.flatMap(({ given }) => given))) {
      if ('unknown' in source) unknowns.push({ uri: source.unknown, reason: 'play', owner });
      else if (keys.every((has) => has.has(keyOf(source)))) certain.push({ ...source, owner });
      else for (const one of await namesOf(playFiles, source)) perhaps.set(one, source.uri);
    }
  }
  // If no play is known to install, the user's own plays may define anything.
  const others = playbooks.flatMap(({ plays = [] }) => plays);
  for (const play of others)
    await gather(playFiles, play, { perhaps, unknowns, isAnybody: installing.length === 0 });
  return {
    certain,
    perhaps,
    unknowns,
    makesGroups: others.some((play) => play.kind === 'play' && play.makesGroups),
  };
}

/** The hosts on which a play of the collection is run. */
const hostsOf = (play: AnyPlay): readonly string[] =>
  play.kind === 'elsewhere' ? ['server', 'agent'] : (play.hosts ?? []);

type Source = Omit<PlayVarsRequest, 'owner'> | { readonly unknown: string };

const keyOf = (source: Source): string =>
  'unknown' in source ? source.unknown : `${source.uri} ${source.mapping?.span.start} ${source.rank}`;

const distinct = (sources: readonly Source[]): readonly Source[] => [
  ...new Map(sources.map((source) => [keyOf(source), source])).values(),
];

/** Files outrank what is written in the plays. */
const FILES = 100;

async function sourcesOf(playFiles: PlayFiles, play: AnyPlay): Promise<readonly Source[]> {
  const written = play.given.map(({ uri, mapping }: WrittenVars, rank) => ({ uri, mapping, rank }));
  const files = play.kind === 'play' ? await filesOf(playFiles, play) : [];
  return [...written, ...files];
}

const filesOf = (playFiles: PlayFiles, play: FoundPlay): Promise<readonly Source[]> =>
  Promise.all(
    play.varsFiles.map(async (paths, index) => {
      const uri = await firstThere(playFiles, play, paths);
      return uri === undefined ? { unknown: play.uri } : { uri, rank: FILES + index };
    }),
  );

/** The file that Ansible finds; `undefined` where that cannot be determined. */
async function firstThere(
  { fileSystem }: PlayFiles,
  { uri }: FoundPlay,
  paths: readonly string[],
): Promise<string | undefined> {
  const folder = parentUri(uri);
  for (const path of paths) {
    const plain = path.replace(/^\{\{\s*playbook_dir\s*\}\}\//, './');
    if (hasJinja(plain) || /^[~/$]/.test(plain)) return undefined;
    for (const place of [joinUri(folder, `vars/${plain}`), joinUri(folder, plain)])
      if ((await fileSystem.stat(place))?.kind === 'file') return place;
  }
  return undefined;
}

const namesOf = async (
  { read }: PlayFiles,
  source: { readonly uri: string; readonly mapping?: YamlMapping },
) => {
  if (source.mapping) return namesIn(source.mapping);
  const file = await read(source.uri);
  return isParsed(file) ? namesIn(file.document.root) : [];
};

function namesIn(node: YamlNode | undefined): readonly string[] {
  const root = resolveAlias(node);
  return root?.kind === 'mapping' ? root.pairs.flatMap((pair) => keyText(pair) ?? []) : [];
}

interface Gathered {
  readonly perhaps: Map<string, string>;
  readonly unknowns: UnknownSource[];
  readonly isAnybody: boolean;
}

/** Variables that tasks set stay with the host until the end. */
async function gather(
  playFiles: PlayFiles,
  play: AnyPlay,
  { perhaps, unknowns, isAnybody }: Gathered,
): Promise<void> {
  if (play.kind === 'elsewhere') return;
  for (const name of play.perhaps) perhaps.set(name, play.uri);
  const files = play.included.map((path) => [path]);
  for (const paths of isAnybody ? [...files, ...play.varsFiles] : files) {
    const uri = await firstThere(playFiles, play, paths);
    if (uri !== undefined) for (const name of await namesOf(playFiles, { uri })) perhaps.set(name, uri);
    else if (isInstalling(play) || isAnybody)
      for (const name of hostsOf(play))
        unknowns.push({ uri: play.uri, reason: 'play', owner: { kind: 'group', name } });
  }
  if (isAnybody)
    for (const { uri, mapping } of play.given) for (const name of namesIn(mapping)) perhaps.set(name, uri);
}

/** Every file that was read for these playbooks, imported ones included. */
export const playbookUris = (playbooks: readonly Playbook[]): readonly string[] => [
  ...new Set(playbooks.flatMap(({ uri, plays = [] }) => [uri, ...plays.map((play) => play.uri)])),
];
