// Values that consist of an environment variable of the control node: empty where it is not set.

import { templateOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { effectiveVariable } from '../../ansible/model/queries.ts';
import type { Call, Expression, Filter } from '../../jinja/ast.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** A look-up of an environment variable that a value consists of. */
export interface EnvLookup {
  /** Where the look-up stands: a template that the variable leads to. */
  readonly definition: VariableDefinition;
  readonly call: Call;
  /** The name of the environment variable, as far as it is literal. */
  readonly name?: string;
  /** The missing edit, in offsets of the template: the second argument of a default, or a default. */
  readonly repair: { readonly kind: 'empty-too' | 'undefined'; readonly edit: TextEdit };
}

/** Chains of references are followed so far. */
const MAX_STEPS = 10;
/** Filters that return nothing for nothing. `mandatory` accepts an empty text, and so does `default` without `true`. */
const KEEPS_EMPTY =
  /^(?:ansible\.builtin\.)?(?:trim|string|lower|upper|quote|b64decode|first|mandatory|default|d)$/;

/** The look-up that gives the value of a definition on a host, also through variables that refer to each other. */
export function findEnvLookup(
  model: InventoryModel,
  host: string,
  start: VariableDefinition,
): EnvLookup | undefined {
  let definition: VariableDefinition | undefined = start;
  for (let step = 0; definition && step < MAX_STEPS; step++) {
    const found = bareValue(templateOf(definition)?.text);
    if (found?.expression.kind === 'call') return lookupOf(definition, found.expression, found.filters);
    if (found?.expression.kind !== 'name') return undefined;
    definition = effectiveVariable(model, host, found.expression.name)?.definition;
  }
  return undefined;
}

/** Whether the value may differ from host to host: it refers to a variable. */
export const leadsOn = (definition: VariableDefinition): boolean =>
  bareValue(templateOf(definition)?.text)?.expression.kind === 'name';

interface BareValue {
  readonly expression: Expression;
  readonly filters: readonly Filter[];
}

/** The expression that the whole text consists of, without filters that leave an empty value empty. */
function bareValue(text: string | undefined): BareValue | undefined {
  const { template, problems } = parseTemplate(text ?? '');
  const [output, ...others] = template.body;
  if (problems.length > 0 || others.length > 0 || output?.kind !== 'output') return undefined;
  let { expression } = output;
  const filters: Filter[] = [];
  while (expression.kind === 'filter' && expression.input) {
    if (!KEEPS_EMPTY.test(expression.name) || takesEmptyForNone(expression)) return undefined;
    filters.push(expression);
    expression = expression.input;
  }
  // `query` gives a list.
  if (expression.kind === 'subscript') expression = expression.object;
  return { expression, filters };
}

/** `default(other, true)`; anything but `false` may be true. */
const takesEmptyForNone = ({ name, args, keywords }: Filter): boolean => {
  const [, flag = keywords.find((keyword) => keyword.name === 'boolean')?.value] = args;
  return (
    /(?:^|\.)(?:default|d)$/.test(name) && flag !== undefined && !(flag.kind === 'constant' && !flag.value)
  );
};

function lookupOf(
  definition: VariableDefinition,
  call: Call,
  filters: readonly Filter[],
): EnvLookup | undefined {
  const [plugin, variable] = call.args;
  const isLookup = call.callee.kind === 'name' && /^(?:lookup|query|q)$/.test(call.callee.name);
  const isEnv = plugin?.kind === 'string' && /^(?:ansible\.builtin\.)?env$/.test(plugin.value);
  if (!isLookup || !isEnv || call.keywords.some(({ name }) => name === 'default')) return undefined;
  return {
    definition,
    call,
    ...(variable?.kind === 'string' && { name: variable.value }),
    repair: repairOf(call, filters),
  };
}

function repairOf(call: Call, filters: readonly Filter[]): EnvLookup['repair'] {
  const [fallback] =
    filters.find(({ name, args }) => /(?:^|\.)(?:default|d)$/.test(name) && args.length === 1)?.args ?? [];
  const isOther = fallback && !(fallback.kind === 'string' && fallback.value.trim() === '');
  const at = isOther ? fallback.span.end : call.span.end;
  const newText = isOther ? ', true' : ' | default(undef(), true)';
  return { kind: isOther ? 'empty-too' : 'undefined', edit: { span: { start: at, end: at }, newText } };
}
