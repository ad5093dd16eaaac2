// The variables of the environment that an inventory gives to K3s and to its installer: `NAME: value` of a mapping, or
// `NAME=value` as an item of a list.
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import type { Span } from '../../text/span.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import { keyText, type YamlScalar } from '../../yaml/tree.ts';
import { type WrittenScalar, writtenScalars } from '../../yaml/writtenScalars.ts';
import { clusterDefinitions } from '../cluster.ts';
import type { InventoryContext } from '../context.ts';
import { ENVIRONMENT_CARRIERS } from './carriers.ts';

/** One variable of the environment, as it is written. */
export interface EnvironmentVariable {
  /** The variable of the inventory that it stands in. */
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly name: string;
  /** Without the quotes that systemd takes away. */
  readonly text: string;
  /** The value, or the whole item. */
  readonly scalar: YamlScalar;
  /** The key, or the whole item. */
  readonly span: Span;
  /** Where name and value stand in the file, without the quotes of YAML around an item. */
  readonly nameSpan: Span;
  readonly valueSpan: Span;
}

const CARRIERS: ReadonlySet<string> = new Set(ENVIRONMENT_CARRIERS);

/** All that have a name, whatever their value is. */
export function* environmentVariables({
  model,
  files,
}: Pick<InventoryContext, 'model' | 'files'>): Generator<EnvironmentVariable, void, undefined> {
  for (const definition of clusterDefinitions(model, (name) => CARRIERS.has(name))) {
    const file = files.get(definition.uri);
    if (!file) continue;
    for (const written of writtenScalars(definition.value)) {
      const { scalar, pair } = written;
      const entry = environmentEntry(written);
      if (!entry) continue;
      const text = scalar.text.slice(entry.start).replace(/^(["'])(.*)\1$/s, '$2');
      const base = { definition, file, name: entry.name, text, scalar };
      if (pair) yield { ...base, span: pair.key.span, nameSpan: pair.key.span, valueSpan: scalar.span };
      else {
        const places = scalarOffsetMap(scalar, file.source.pieces);
        const nameSpan = places.spanAt(0, entry.start - 1);
        const valueSpan = places.spanAt(entry.start, scalar.text.length);
        yield { ...base, span: scalar.span, nameSpan, valueSpan };
      }
    }
  }
}

/** The name, and the offset in the scalar's text where the value starts. */
export function environmentEntry({
  scalar,
  pair,
}: WrittenScalar): { readonly name: string; readonly start: number } | undefined {
  if (pair) return { name: keyText(pair) ?? '', start: 0 };
  const equals = scalar.text.indexOf('=');
  return equals > 0 ? { name: scalar.text.slice(0, equals).trim(), start: equals + 1 } : undefined;
}
