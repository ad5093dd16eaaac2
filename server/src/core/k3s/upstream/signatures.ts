// What a k3s-ansible does, determined from its files or from its release. Pure: texts in, facts out; reads no files.

import { compareParts } from '../../text/compareParts.ts';
import type { SignatureId, SignatureTest, UpstreamFile, UpstreamTable } from '../schema/upstreamTable.ts';
import type { Release } from '../schema/variable.ts';

/** Absent: cannot be known. */
export type UpstreamFacts = ReadonlyMap<SignatureId, boolean>;

/** Other projects have roles of these names, too; this variable identifies ours. */
const IS_OURS = /\bapi_endpoint\b/;

/** From the text of the files; `undefined` when they belong to another project. */
export function factsOfFiles(
  table: UpstreamTable,
  texts: ReadonlyMap<UpstreamFile, string>,
): UpstreamFacts | undefined {
  if (!IS_OURS.test(texts.get('server') ?? '')) return undefined;
  const facts = new Map<SignatureId, boolean>();
  for (const { id, file, test } of table.signatures) {
    const text = texts.get(file);
    // A unit that no longer exists cannot have the defect; tasks that do not exist were not read.
    if (text !== undefined) facts.set(id, shows(test, text.replaceAll('\r\n', '\n')));
    else if (/Unit$/.test(file)) facts.set(id, false);
  }
  return facts;
}

function shows({ after, contains = [], lacks = [], matches }: SignatureTest, text: string): boolean {
  const at = after === undefined ? 0 : text.indexOf(after);
  if (at < 0) return false;
  const rest = text.slice(at + (after?.length ?? 0));
  return (
    contains.every((part) => rest.includes(part)) &&
    !lacks.some((part) => rest.includes(part)) &&
    (matches === undefined || new RegExp(matches, 'm').test(rest))
  );
}

/**
 * From a tag of the repository; `undefined` for branches, unknown commits and what is no release. A release newer than
 * the table is assumed to do what the last known one does, and to have no defect.
 */
export function factsOfRelease(
  table: UpstreamTable,
  releases: readonly Release[],
  version: string,
): UpstreamFacts | undefined {
  const wanted = version.replace(/^v/, '');
  const known = releases.find(({ version: tag, commit }) => tag === wanted || isCommit(version, commit));
  if (!known && IS_COMMIT.test(version)) return factsOfCommit(table, version);
  const last = releases.at(-1)?.version ?? '';
  if (!known && !isNewer(wanted, last)) return undefined;
  const facts = new Map<SignatureId, boolean>();
  for (const { id, kind, releases: shown } of table.signatures) {
    if (known) facts.set(id, shown.includes(known.version));
    else if (kind === 'behaviour') facts.set(id, shown.includes(last));
  }
  return facts;
}

/** What the newest release does: the best guess for a branch or a commit that cannot be looked at. */
export function factsOfNewest(table: UpstreamTable, releases: readonly Release[]): UpstreamFacts {
  const last = releases.at(-1)?.version ?? '';
  return new Map(table.signatures.map(({ id, releases: shown }) => [id, shown.includes(last)]));
}

const IS_COMMIT = /^[0-9a-f]{7,40}$/;

const isCommit = (text: string, commit: string): boolean => IS_COMMIT.test(text) && text.startsWith(commit);

function factsOfCommit({ commits, signatures }: UpstreamTable, version: string): UpstreamFacts | undefined {
  const placeOf = (commit: string): number => commits.findIndex((one) => commit.startsWith(one));
  const at = placeOf(version);
  if (at < 0) return undefined;
  return new Map(
    signatures.map(({ id, window: { from, until } }) => [
      id,
      (!from || placeOf(from.commit) <= at) && (!until || at < placeOf(until.commit)),
    ]),
  );
}

/** Newer, and of the same major version: others cannot be guessed. */
function isNewer(version: string, than: string): boolean {
  const [parts, other] = [version, than].map((text) =>
    /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1).map(Number),
  );
  if (!parts || !other || parts[0] !== other[0]) return false;
  return compareParts(parts, other) > 0;
}

/** The facts that are the same in all; where they differ, it is not known which one is run. */
export function commonFacts(all: readonly UpstreamFacts[]): UpstreamFacts {
  const [first, ...others] = all;
  return new Map(
    [...(first ?? [])].filter(([id, value]) => others.every((facts) => facts.get(id) === value)),
  );
}

/** The releases with exactly these facts; none for a commit between two of them. */
export function releasesLike(
  table: UpstreamTable,
  releases: readonly Release[],
  facts: UpstreamFacts,
): readonly string[] {
  return releases
    .map(({ version }) => version)
    .filter((version) =>
      table.signatures.every(
        ({ id, releases: shown }) => (facts.get(id) ?? shown.includes(version)) === shown.includes(version),
      ),
    );
}

/** For a copy that does it in another way. */
export const withoutFact = (facts: UpstreamFacts, without: string): UpstreamFacts =>
  new Map([...facts].filter(([id]) => id !== without));
