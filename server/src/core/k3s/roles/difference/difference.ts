// The differences on the nodes between two states of an inventory: files, the call of the installer, and whether a
// secret in them has changed, without showing it.
import { definitionLookup } from '../../../ansible/model/queries.ts';
import { evaluateTemplate, printJson } from '../../../jinja/evaluate.ts';
import { scalarsBelow } from '../../../yaml/scalarsBelow.ts';
import { resolveAlias } from '../../../yaml/tree.ts';
import type { InventoryContext } from '../../context.ts';
import { MASK } from '../maskText.ts';
import type { NodePreview, PreviewedFile } from '../node.ts';
import { createNodeScopes } from '../nodeScope.ts';
import { type ClusterPreview, previewCluster } from '../preview.ts';

/** `unknown`: it is encrypted, and the encrypted text differs. */
export type Sameness = 'same' | 'changed' | 'unknown';

/** One file in both states; a side is absent where the file is not written. */
export interface FileDifference {
  readonly before?: PreviewedFile;
  readonly after?: PreviewedFile;
  /** Of the secrets in it; absent where there are none. */
  readonly secrets?: Sameness;
}

/** One node in both states; a side is absent where the node is not in the cluster. */
export interface NodeDifference {
  readonly before?: NodePreview;
  readonly after?: NodePreview;
  /** Those that differ. */
  readonly files: ReadonlyMap<string, FileDifference>;
  /** The call of the installer as a file, a line for each variable. */
  readonly installer?: FileDifference;
}

/** One state of the inventory. */
export interface ClusterState {
  readonly context: InventoryContext;
  /** As it is shown. */
  readonly shown: ClusterPreview;
  /** With the secrets that are not encrypted: for comparing only. */
  readonly plain: ClusterPreview;
}

/** What the next run of the play would change, compared with a run from the state before. */
export interface ClusterDifference {
  readonly before: ClusterState;
  readonly after: ClusterState;
  /** Nodes on which anything differs. */
  readonly hosts: ReadonlyMap<string, NodeDifference>;
  /** The token of the first server; absent where neither has one. */
  readonly token?: Sameness;
}

/**
 * Compares what the roles write, not the inventories: a variable that was moved or renamed without effect is no
 * difference. Masked secrets look alike in both states, so their sameness is found out from the values, and only the
 * answer is kept.
 */
export function differenceOf(before: InventoryContext, after: InventoryContext): ClusterDifference {
  const [a, b] = [stateOf(before), stateOf(after)];
  const token = tokenSameness(a, b);
  const isSealedAlike = sealedTexts(before) === sealedTexts(after);
  const hosts = new Map<string, NodeDifference>();
  for (const host of new Set([...a.shown.hosts.keys(), ...b.shown.hosts.keys()])) {
    const difference = nodeDifference(
      host,
      [a, b],
      (text) => isSealedAlike || (token === 'same' && hidesTokenOnly(text)),
    );
    if (difference) hosts.set(host, difference);
  }
  return { before: a, after: b, hosts, ...(token && { token }) };
}

const stateOf = (context: InventoryContext): ClusterState => ({
  context,
  shown: previewCluster(context),
  plain: previewCluster(context, { reveals: true }),
});

/** Whether masked and encrypted parts are surely the same. */
type IsSameSecret = (masked: string) => boolean;

/**
 * The differences of one node; `undefined` where there are none. The masked files are what is shown; the plain ones
 * say whether a secret in them has changed.
 */
function nodeDifference(
  host: string,
  states: readonly [ClusterState, ClusterState],
  isSame: IsSameSecret,
): NodeDifference | undefined {
  const [before, after] = states.map(({ shown }) => shown.hosts.get(host));
  const [plainBefore, plainAfter] = states.map(({ plain }) => plain.hosts.get(host));
  const files = new Map<string, FileDifference>();
  for (const path of new Set([...(before?.files.keys() ?? []), ...(after?.files.keys() ?? [])])) {
    const difference = fileDifference(
      [before?.files.get(path), after?.files.get(path)],
      [plainBefore?.files.get(path), plainAfter?.files.get(path)],
      isSame,
    );
    if (difference) files.set(path, difference);
  }
  const installer = fileDifference(
    [callOf(before), callOf(after)],
    [callOf(plainBefore), callOf(plainAfter)],
    isSame,
  );
  const isOther = before?.role !== after?.role;
  if (files.size === 0 && !installer && !isOther) return undefined;
  return { files, ...(before && { before }), ...(after && { after }), ...(installer && { installer }) };
}

type Pair = readonly [PreviewedFile | undefined, PreviewedFile | undefined];

function fileDifference(
  [before, after]: Pair,
  [plainBefore, plainAfter]: Pair,
  isSame: IsSameSecret,
): FileDifference | undefined {
  const secrets = secretsOf([before, after], [plainBefore, plainAfter], isSame);
  const isAlike = before?.content === after?.content && before?.mode === after?.mode;
  if (isAlike && (secrets === undefined || secrets === 'same')) return undefined;
  return { ...(before && { before }), ...(after && { after }), ...(secrets && { secrets }) };
}

function secretsOf(
  [before, after]: Pair,
  [plainBefore, plainAfter]: Pair,
  isSame: IsSameSecret,
): Sameness | undefined {
  const holds = [before, after].some((one) => one?.content.includes(MASK));
  if (!holds || !before || !after) return undefined;
  const [a, b] = [secretLines(before, plainBefore), secretLines(after, plainAfter)];
  const isUnmasked = ![plainBefore, plainAfter].some((one) => one?.content.includes(MASK));
  if (isUnmasked) return a === undefined || b === undefined ? 'unknown' : a === b ? 'same' : 'changed';
  if (before.content === after.content && a !== b) return 'changed';
  return isSame(after.content) ? 'same' : 'unknown';
}

/** The unmasked lines that contain a secret; `undefined` where a whole text is masked. */
function secretLines(shown: PreviewedFile, plain: PreviewedFile | undefined): string | undefined {
  const [masked, own] = [shown, plain].map((file) => file?.content.split('\n') ?? []);
  if (!masked || !own) return undefined;
  if (shown.content.trim() === MASK) return plain?.content;
  return masked.length === own.length
    ? own.filter((_, index) => masked[index]?.includes(MASK)).join('\n')
    : undefined;
}

function callOf(node: NodePreview | undefined): PreviewedFile | undefined {
  if (!node?.installer) return undefined;
  const lines = Object.entries(node.installer.environment).map(([name, value]) => `${name}=${value}\n`);
  return { content: lines.join(''), mode: '' };
}

/** The lines that the roles write the token into. */
const TOKEN_LINES: ReadonlySet<string> = new Set(
  ['token: ', 'K3S_TOKEN='].flatMap((key) => [`${key}${MASK}`, `${key}'${MASK}'`]),
);

const hidesTokenOnly = (text: string): boolean =>
  text.split('\n').every((line) => TOKEN_LINES.has(line) || !line.includes(MASK));

function tokenSameness(before: ClusterState, after: ClusterState): Sameness | undefined {
  const [a, b] = [tokenOf(before), tokenOf(after)];
  if (!a && !b) return undefined;
  if (!a || !b) return 'changed';
  if (a.value !== undefined && b.value !== undefined) return a.value === b.value ? 'same' : 'changed';
  const isWrittenAlike = a.written !== undefined && a.written === b.written;
  // A template with the same text may still have another value.
  const isSealed = isWrittenAlike && sealedTexts(before.context) === sealedTexts(after.context);
  return isSealed || (isWrittenAlike && a.isVault) ? 'same' : 'unknown';
}

interface Token {
  readonly value?: string;
  readonly written?: string;
  readonly isVault: boolean;
}

function tokenOf({ context, shown }: ClusterState): Token | undefined {
  const [first] = shown.hosts.keys();
  const scope = first === undefined ? undefined : createNodeScopes(context).real(first);
  if (!scope || first === undefined) return undefined;
  const isDefined = evaluateTemplate('{{ token is defined }}', scope);
  if (isDefined.known && isDefined.value === false) return undefined;
  const token = evaluateTemplate('{{ token }}', scope);
  if (token.known) return { value: printJson(token.value), isVault: false };
  const definition = definitionLookup(context.model, 'token')(first);
  const node = resolveAlias(definition?.value);
  if (node?.kind !== 'scalar') return { isVault: false };
  return { written: node.text, isVault: node.type === 'vault' };
}

/** All that is encrypted, in one text. */
function sealedTexts({ model, vaulted }: InventoryContext): string {
  const found = new Set([...vaulted.values()].map(({ source }) => source.text));
  for (const { value } of model.definitions)
    for (const { type, text } of scalarsBelow(value)) if (type === 'vault') found.add(text);
  return [...found].sort().join('\n');
}
