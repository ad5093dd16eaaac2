// The JSON file's own shape, and how its entries become what the rest reads.

import { type Message, msg } from '../../text/message.ts';
import type { Dialect, DialectVariable } from '../dialects/dialect.ts';
import type {
  InstallVariable,
  Moment,
  PlainValue,
  Release,
  Variable,
  VariableScope,
  VariableType,
} from './variable.ts';

/** The file as it is written: with texts in lists of lines, and without what follows from the rest. */
export interface VariablesFile {
  readonly releases: readonly Release[];
  readonly variables: readonly VariableEntry[];
  readonly installVariables: readonly InstallVariableEntry[];
  readonly otherNames: readonly string[];
  readonly ownNames: readonly string[];
}

interface VariableEntry {
  readonly name: string;
  readonly origin: Variable['origin'];
  readonly status: Variable['status'];
  readonly type?: VariableType;
  readonly nullable?: true;
  readonly leftOut?: true;
  readonly default?: PlainValue;
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly shape: string; readonly lost?: true };
  readonly shape?: string;
  readonly secret?: 'value' | 'parts';
  readonly required?: true;
  readonly requiredUntil?: Moment;
  readonly since?: Moment;
  readonly until?: Moment;
  readonly renamedTo?: string;
  readonly readBy: readonly string[];
  readonly places: readonly VariableScope[];
  readonly description: readonly string[];
  readonly examples?: readonly string[];
  readonly link: string;
}

interface InstallVariableEntry {
  readonly name: string;
  readonly effect: InstallVariable['effect'];
  readonly values?: readonly string[];
  readonly commonValues?: readonly string[];
  readonly description: string;
}

/** A text of the file as a message: the generator puts each of them into the translation bundles. */
const textOf = (pattern: string): Message => ({ pattern, values: [] });

/** An entry with everything filled in that the file may leave out. */
export function readVariable(entry: VariableEntry): Variable {
  const { items, shape } = entry;
  const itemShape = items ? textOf(items.shape) : entry.type === 'mapping' ? TEXT_SHAPE : undefined;
  return {
    ...entry,
    nullable: entry.nullable ?? entry.origin === 'ansible',
    leftOut: entry.leftOut ?? false,
    values: entry.values ?? [],
    shape: shape === undefined ? shapeOf(entry) : textOf(shape),
    ...(itemShape && { itemShape }),
    losesItems: items?.lost ?? false,
    required: entry.required ?? false,
    description: textOf(entry.description.join('\n')),
    examples: entry.examples ?? [],
  };
}

/** Of another project: what its plays take is not known as well as what those of k3s-ansible take. */
export function readDialectVariable(entry: DialectVariable, { url }: Dialect): Variable {
  const { since, until, ...rest } = entry;
  const status = entry.renamedTo === undefined ? (until === undefined ? 'current' : 'removed') : 'renamed';
  return readVariable({
    ...rest,
    origin: 'dialect',
    status,
    ...(since !== undefined && { since: { date: since } }),
    ...(until !== undefined && { until: { date: until } }),
    readBy: [],
    places: entry.places ?? ['cluster'],
    link: url,
  });
}

/** The same for a variable of the installer. */
export const readInstallVariable = (entry: InstallVariableEntry): InstallVariable => ({
  ...entry,
  values: entry.values ?? [],
  commonValues: entry.commonValues ?? [],
  description: textOf(entry.description),
});

const TEXT_SHAPE = msg('a text, in quotes');

/** What a value must look like, in words for messages, where the entry itself says nothing better. */
function shapeOf(entry: VariableEntry): Message {
  switch (entry.type) {
    case 'integer':
      return entry.minimum === undefined || entry.maximum === undefined
        ? msg('a whole number')
        : msg('a whole number from {0} to {1}', entry.minimum, entry.maximum);
    case 'boolean':
      return msg('true or false, without quotes');
    case 'list':
      return msg('a list of texts');
    case 'mapping':
      return msg('a mapping of names to texts');
    case 'path':
      return msg('a path, as text');
    case 'arguments':
      return msg('one text with all flags');
    case 'yaml-mapping-text':
      return msg('a text that holds a YAML mapping, as a block after "|"');
    default:
      return msg('a text');
  }
}
