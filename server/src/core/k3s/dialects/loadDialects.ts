// The dialects there are: one file each in schemas/dialects, put together at build time.
import { dialects } from '../schema/generated/dialects.js';
import type { Dialect } from './dialect.ts';

/** All dialects, in the order in which recognition tries them. */
export const loadDialects = (): readonly Dialect[] => dialects;
