// Why a variable has its value on a host: every definition of it for the host, the one that counts first, and what else
// may define it. Shows no secret.

import type { Location, UnknownSource, VariableDefinition } from '../../ansible/model/model.ts';
import { effectiveVariable, groupsOfHost } from '../../ansible/model/queries.ts';
import { type PythonValue, printableValue, printPythonJson } from '../../ansible/print/pythonJson.ts';
import { withoutSecrets } from '../../ansible/print/secrets.ts';
import { HIDDEN } from '../../ansible/secrets/hiddenTexts.ts';
import { mergedValue } from '../../ansible/templates/mergedValue.ts';
import type { InventoryContext } from '../../k3s/context.ts';

/** Every definition of a variable for one host. */
export interface ExplainedVariable {
  /** Highest rank first: the first one counts. */
  readonly definitions: readonly ExplainedDefinition[];
  /** The merged value, where mappings are merged. */
  readonly merged?: ShownValue;
  /** Unreadable sources that may define it for this host, too. */
  readonly unknowns: readonly UnknownSource[];
}

/** One place that gives the variable a value. */
export interface ExplainedDefinition extends Location, Pick<VariableDefinition, 'tier' | 'owner'> {
  /** Absent for what JSON cannot express, such as a value that contains itself. */
  readonly value?: ShownValue;
  /** It is a part of the merged value. */
  readonly isMerged: boolean;
}

/** A value as Ansible loads it, its templates not yet evaluated. */
export interface ShownValue {
  /** As `ansible-inventory` prints it, with every secret in it replaced. */
  readonly text: string;
  /** The same as data; integers that JavaScript would round are texts. */
  readonly json: JsonValue;
  readonly hidesSecret: boolean;
}

/** What `JSON.stringify` takes as it is. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** `undefined` where the inventory has no such host. */
export function explainVariable(
  { model, schema }: InventoryContext,
  host: string,
  name: string,
): ExplainedVariable | undefined {
  if (!model.hosts.has(host)) return undefined;
  const effective = effectiveVariable(model, host, name);
  const groups = new Set(groupsOfHost(model, host).map((group) => group.name));
  const merged = effective && mergedValue(model, effective);
  const shownValue = (value: PythonValue | undefined): ShownValue | undefined =>
    value === undefined ? undefined : toShown(withoutSecrets(schema, name, value));
  const show = (definition: VariableDefinition): ExplainedDefinition => {
    const { uri, keySpan, tier, owner, value } = definition;
    const shown = shownValue(printableValue(value));
    const isMerged = merged?.from.includes(definition) ?? false;
    return { uri, span: keySpan, tier, owner, isMerged, ...(shown && { value: shown }) };
  };
  const together = shownValue(merged?.value);
  return {
    definitions: effective ? [effective.definition, ...effective.overridden].map(show) : [],
    ...(together && { merged: together }),
    unknowns: model.unknowns.filter(
      ({ owner }) => !owner || (owner.kind === 'host' ? owner.name === host : groups.has(owner.name)),
    ),
  };
}

function toShown(value: PythonValue): ShownValue {
  const text = printPythonJson(value);
  return { text, json: toJson(value), hidesSecret: text.includes(HIDDEN) };
}

function toJson(value: PythonValue): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [keyText(key), toJson(item)]));
  if ('float' in value) return Number.isFinite(value.float) ? value.float : String(value.float);
  return (value as readonly PythonValue[]).map(toJson);
}

const keyText = (key: string | { readonly raw: string }): string => (typeof key === 'string' ? key : key.raw);
