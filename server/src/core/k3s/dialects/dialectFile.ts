// The shape of a file in schemas/dialects, as schemas/dialect.schema.json proves it at build time.
import type { Dialect } from './dialect.ts';

export interface DialectFile extends Dialect {
  /** The name of another file, or what is in it. */
  readonly variables?: string | readonly unknown[];
}
