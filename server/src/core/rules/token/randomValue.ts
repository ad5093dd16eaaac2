// Values that are random each time Ansible fills them in.
import { templateOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { effectiveVariable } from '../../ansible/model/queries.ts';
import type { Call, Expression, Filter } from '../../jinja/ast.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import type { Span } from '../../text/span.ts';

/** A part of a template that gives another value each time. */
export interface RandomValue {
  /** Where it is made: a template that the variable leads to. */
  readonly definition: VariableDefinition;
  readonly span: Span;
}

/** Chains of references are followed so far. */
const MAX_STEPS = 10;

/** The part of a variable's value on a host that is another one each time, also through bare references. */
export function findRandomValue(
  model: InventoryModel,
  host: string,
  start: VariableDefinition,
): RandomValue | undefined {
  let definition: VariableDefinition | undefined = start;
  for (let step = 0; definition && step < MAX_STEPS; step++) {
    const { template, problems } = parseTemplate(templateOf(definition)?.text ?? '');
    const [output, ...others] = template.body;
    if (problems.length > 0 || others.length > 0 || output?.kind !== 'output') return undefined;
    let expression: Expression | undefined = output.expression;
    while (expression?.kind === 'filter') {
      if (isRandomFilter(expression)) return { definition, span: expression.span };
      expression = expression.input;
    }
    if (expression?.kind === 'call' && isRandomLookup(expression))
      return { definition, span: expression.span };
    definition =
      expression?.kind === 'name' ? effectiveVariable(model, host, expression.name)?.definition : undefined;
  }
  return undefined;
}

const bare = (name: string): string =>
  name.replace(/^(?:ansible\.(?:builtin|legacy)|community\.general)\./, '');

const hasKeyword = ({ keywords, starKeywords }: Call | Filter, name: string): boolean =>
  starKeywords !== undefined || keywords.some((keyword) => keyword.name === name);

function isRandomFilter(filter: Filter): boolean {
  if (bare(filter.name) === 'random') return !hasKeyword(filter, 'seed');
  return (
    bare(filter.name) === 'password_hash' &&
    filter.starArgs === undefined &&
    filter.args.length < 2 &&
    !hasKeyword(filter, 'salt')
  );
}

/** What a command prints that nothing is kept of. */
const RANDOM_COMMAND =
  /^\s*(?:openssl\s+rand\b|pwgen\b|uuidgen\b|(?:head|tr|cat|dd|od)\b[^|]*\/dev\/u?random\b|cat\s+\/proc\/sys\/kernel\/random\/uuid\b|k3s\s+token\s+generate\b)(?![\s\S]*(?:>|\btee\b))/;

function isRandomLookup(call: Call): boolean {
  if (call.callee.kind !== 'name' || !/^(?:lookup|query|q)$/.test(call.callee.name)) return false;
  const [plugin, term] = call.args;
  if (plugin?.kind !== 'string' || hasKeyword(call, 'seed')) return false;
  if (bare(plugin.value) === 'random_string') return true;
  if (term?.kind !== 'string') return false;
  if (bare(plugin.value) === 'password') return /^\/dev\/null(?![^ ])(?!.*\bseed=)/.test(term.value);
  return bare(plugin.value) === 'pipe' && RANDOM_COMMAND.test(term.value);
}
