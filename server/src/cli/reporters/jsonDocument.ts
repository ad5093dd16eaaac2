// JSON as this program prints it.
import { visibleJson } from '../../core/index.ts';

/** A JSON document, with everything escaped that a terminal would obey. */
export const jsonDocument = (value: unknown): string => `${visibleJson(JSON.stringify(value, null, 2))}\n`;
