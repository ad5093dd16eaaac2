// The picture of a cluster, as client and server exchange it.
import type { TopologyAnswer } from '../core/index.ts';
import { method } from './method.ts';

export type { TopologyAnswer };

/** Asked anew after every change; `null` for a document that belongs to no cluster. */
export const topology = method<{ readonly uri: string }, TopologyAnswer | null>('topology');
