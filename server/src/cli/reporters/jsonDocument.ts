// JSON as this program prints it.
import { visibleJson } from '../../core/index.ts';

/** A document of its own, in which nothing that a terminal obeys stands raw. */
export const jsonDocument = (value: unknown): string => `${visibleJson(JSON.stringify(value, null, 2))}\n`;
