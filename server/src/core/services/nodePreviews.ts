// The part of the language service for previews of nodes: what the play writes on one node at a time, and from a line of
// that to its places in the inventory and back.
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { baseName } from '../ansible/files/uri.ts';
import { hostsOfOwner } from '../ansible/model/queries.ts';
import { refusedFiles } from '../ansible/model/refusal.ts';
import { hostsConcerned, type IndexedContext, referenceAt } from '../features/cursor/names.ts';
import type { RolesNamed } from '../features/wording/rolesText.ts';
import { fileOf, type InventoryContext } from '../k3s/context.ts';
import { type Landing, landingsOf } from '../k3s/roles/landings.ts';
import { createLineReader, textsOf } from '../k3s/roles/lineSources.ts';
import { INSTALLER, type NodePreview } from '../k3s/roles/node.ts';
import { nodesOf, previewCluster, type TokenAgreement, tokenAgreement } from '../k3s/roles/preview.ts';
import { rolesOf } from '../k3s/roles/releases.ts';
import { createWorkspace, type Workspace } from '../session/workspace.ts';
import { type Bundle, msg } from '../text/message.ts';
import type { LineColumn } from '../text/sourceText.ts';
import { isInside, spanOf, spanTouches } from '../text/span.ts';
import { visible } from '../text/visible.ts';
import { createNamedInventories, type SymbolResolver } from './namedInventories.ts';
import { refusalsIn } from './notices.ts';
import { type FileRange, toRange } from './ranges.ts';
import { type PreviewedTask, taskLine, tasksOnNodes } from './taskAnswer.ts';
import { createTranslator, type Translator } from './translator.ts';

/** The nodes as a tree shows them; their texts are asked for one by one, because a cluster may be large. */
export interface PreviewedCluster extends RolesNamed {
  readonly tokens: TokenAgreement;
  /** Why Ansible refuses a file: what is known of the nodes is not what was meant. */
  readonly broken?: string;
  readonly nodes: readonly PreviewedNodeName[];
}

/** A node by the name it has in the inventory. */
export interface PreviewedNodeName {
  readonly host: string;
  /** To be shown. */
  readonly label: string;
  readonly role: 'server' | 'agent';
}

/** A file of a node, or the call of the install script. */
export interface PreviewedText {
  readonly path: string;
  /** To be shown. */
  readonly label: string;
  readonly mode: string;
  readonly text: string;
}

/** What lands on one node. */
export interface PreviewedHost {
  /** As of the cluster. */
  readonly broken?: string;
  readonly texts: readonly PreviewedText[];
  readonly unknown: readonly { readonly where: string; readonly reason: string }[];
}

/** A line of a file of a node; from 0. */
export interface PlaceOnNode {
  readonly host: string;
  readonly path: string;
  readonly line: number;
  readonly key?: string;
}

/** What the play writes on the nodes, as an editor asks for it. */
export interface NodePreviews {
  /** The nodes of the inventory that a document belongs to; `undefined` where there are none. */
  previewedCluster(uri: string): Promise<PreviewedCluster | undefined>;
  /** The text of the tasks is worked out only where it is wanted. */
  previewedHost(uri: string, host: string, wantsTasks?: boolean): Promise<PreviewedHost | undefined>;
  /** What in the inventory has made the line. */
  sourcesOnNode(uri: string, place: Omit<PlaceOnNode, 'key'>): Promise<readonly FileRange[]>;
  /** What the place in the inventory has made. */
  placesOnNodes(uri: string, position: LineColumn): Promise<readonly PlaceOnNode[]>;
}

/** Of an inventory as a file system has it. */
export function nodePreviewsIn(fileSystem: FileSystem, bundle: Bundle): NodePreviews {
  const workspace = createWorkspace(fileSystem);
  return createNodePreviews(workspace, createNamedInventories(workspace), createTranslator(bundle), bundle);
}

/** Over inventories that are open, so that previews follow what is typed. */
export function createNodePreviews(
  workspace: Workspace,
  { cursorAt }: Pick<SymbolResolver, 'cursorAt'>,
  { translate }: Translator,
  bundle: Bundle,
): NodePreviews {
  async function contextOf(uri: string): Promise<InventoryContext | undefined> {
    const analyses = await workspace.analyze(uri);
    return analyses.find(({ recognition }) => recognition.kind === 'k3s-ansible')?.context;
  }

  /** What is no file of the node. */
  function notesOn({ airgap }: NodePreview, tasks: readonly PreviewedTask[] = []): readonly PreviewedText[] {
    const copies = [...(airgap?.copies ?? [])].map(([path, { from, mode }]) => `${path} ${mode} ← ${from}\n`);
    return [
      ...(copies.length > 0
        ? [
            {
              path: 'airgap',
              label: translate(msg('copied from the airgap folder')),
              mode: '',
              text: copies.join(''),
            },
          ]
        : []),
      {
        path: 'tasks',
        label: translate(msg('tasks, in their order')),
        mode: '',
        text: tasks.map((task) => `${taskLine(task, bundle)}\n`).join(''),
      },
    ];
  }

  return {
    async previewedCluster(uri) {
      const context = await contextOf(uri);
      const { servers, agents } = context ? nodesOf(context.model) : { servers: [], agents: [] };
      if (!context) return undefined;
      const broken = brokenPart(context, bundle);
      if (servers.length + agents.length === 0 && !broken) return undefined;
      const { facts, ...found } = rolesOf(context.upstream);
      const others = agents.filter((host) => !servers.includes(host));
      return {
        k3sAnsible: facts.release,
        ...found,
        ...broken,
        tokens: tokenAgreement(context),
        nodes: [
          ...servers.map((host) => ({ host, label: visible(host), role: 'server' as const })),
          ...others.map((host) => ({ host, label: visible(host), role: 'agent' as const })),
        ],
      };
    },
    async previewedHost(uri, host, wantsTasks = false) {
      const context = await contextOf(uri);
      const node = context && previewCluster(context, { hosts: [host] }).hosts.get(host);
      const broken = context && brokenPart(context, bundle);
      if (!node) return broken && { ...broken, texts: [], unknown: [] };
      const texts = [...textsOf(node)].map(([path, text]) => ({
        path,
        label: path === INSTALLER ? translate(msg('install script')) : visible(path),
        mode: node.files.get(path)?.mode ?? '',
        text,
      }));
      return {
        ...broken,
        texts: [
          ...texts,
          ...notesOn(node, wantsTasks ? tasksOnNodes(context, [host], bundle).get(host) : []),
        ],
        unknown: node.unknown.map(({ where, reason }) => ({
          where: visible(where),
          reason: translate(reason),
        })),
      };
    },
    async sourcesOnNode(uri, { host, path, line }) {
      const context = await contextOf(uri);
      const node = context && previewCluster(context, { hosts: [host] }).hosts.get(host);
      if (!node) return [];
      const reader = createLineReader(context, host, node);
      const found = reader.linesOf(path).find((one) => one.line === line);
      return (found ? reader.sourcesOf(found) : []).flatMap(({ place }) => {
        const source = fileOf(context, place.uri)?.source;
        return source ? [{ uri: place.uri, ...toRange(source, place.span) }] : [];
      });
    },
    async placesOnNodes(uri, position) {
      const cursor = await cursorAt(uri, position);
      return cursor
        ? landingsAt(cursor.contexts[0], uri, cursor.offset).map(({ places, ...place }) => place)
        : [];
    },
  };
}

function brokenPart(context: InventoryContext, bundle: Bundle): { readonly broken: string } | undefined {
  if (refusedFiles(context).size === 0) return undefined;
  const [notice] = refusalsIn(context, bundle);
  if (!notice) return undefined;
  const { uri, start, message } = notice;
  return { broken: `${visible(baseName(uri))}${start ? `:${start.line + 1}` : ''}: ${message}` };
}

function landingsAt(context: IndexedContext, uri: string, offset: number): readonly Landing[] {
  const { model } = context;
  const target = referenceAt(context, uri, offset);
  if (target?.kind === 'host') return wholeNode(context, target.name);
  if (target?.kind === 'group') return [];
  const around = model.definitions.filter(
    (one) => one.uri === uri && isInside(spanOf(offset, offset), one.span),
  );
  const name = target?.name ?? around[0]?.name;
  if (name === undefined) return [];
  const hosts = target
    ? hostsConcerned(context, target)
    : around.flatMap(({ owner }) => hostsOfOwner(model, owner));
  const found = landingsOf(context, name, new Set(hosts));
  // In a text with many settings, only what the line itself says.
  const exact = found.filter(({ places }) =>
    places.some((one) => one.uri === uri && spanTouches(one.span, offset)),
  );
  return exact.length > 0 ? exact : found;
}

function wholeNode(context: InventoryContext, host: string): readonly Landing[] {
  const node = previewCluster(context, { hosts: [host] }).hosts.get(host);
  const [path] = node?.files.keys() ?? [];
  return path === undefined ? [] : [{ host, path, line: 0, places: [] }];
}
