// What lands on the nodes, as client and server exchange it.
import type { Location, Position } from 'vscode-languageserver';
import type { PlaceOnNode, PreviewedCluster, PreviewedHost } from '../core/index.ts';
import { method } from './method.ts';

export type { PlaceOnNode, PreviewedCluster, PreviewedHost };

/** With what is typed; as it lies on the disk; as the newest commit has it. */
export const INVENTORY_STATES = ['typed', 'saved', 'head'] as const;
/** Which state of the inventory is meant; see {@link INVENTORY_STATES}. */
export type InventoryState = (typeof INVENTORY_STATES)[number];

/** One node of the inventory to which a document belongs. */
export interface HostParams {
  readonly uri: string;
  readonly host: string;
  readonly state: InventoryState;
  /** The tasks of the play, too, which take longer. */
  readonly tasks?: boolean;
}

/** `null` where the document belongs to no inventory of k3s-ansible, or the inventory has no such node. */
export const previewedCluster = method<{ readonly uri: string }, PreviewedCluster | null>('previewedCluster');
/**
 * Every text that the play writes on one node; `refused` says why a state cannot be read, in the user’s
 * language.
 */
export const previewedHost = method<HostParams, PreviewedHost | { readonly refused: string } | null>(
  'previewedHost',
);

/** A line of a text that {@link previewedHost} has given. */
export interface NodeLineParams extends Omit<PlaceOnNode, 'key'> {
  readonly uri: string;
}

/** What in the inventory has made a line of a node. */
export const sourcesOnNode = method<NodeLineParams, readonly Location[]>('sourcesOnNode');
/** What a place in the inventory has made. */
export const placesOnNodes = method<
  { readonly uri: string; readonly position: Position },
  readonly PlaceOnNode[]
>('placesOnNodes');
