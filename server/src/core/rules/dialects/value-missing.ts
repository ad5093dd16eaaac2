import { literalOf, scalarOf } from '../../ansible/model/definitions.ts';
import type { Location, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import { textOrder } from '../../ansible/model/textOrder.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { definitionsFor } from '../../k3s/cluster.ts';
import { checksOf } from '../../k3s/dialects/checks.ts';
import type { Check, Dialect } from '../../k3s/dialects/dialect.ts';
import { loadDialects } from '../../k3s/dialects/loadDialects.ts';
import { nodesOf } from '../../k3s/dialects/nodes.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { msg } from '../../text/message.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { oneLine } from './oneLine.ts';

export const valueMissing = defineRule({
  id: 'value-missing',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('A variable that the project needs is not defined, or holds nothing'),
  why: msg(
    'The roles read the variable without a default: where it is missing, Ansible stops at the first task that needs it, and on some nodes K3s runs already by then.\nWhere it is there and holds nothing, the text around it is cut short, and K3s takes the next flag for its value.\nWhat is needed is read from the roles of the project ([dialects](../dialects/README.md)); a variable that may be defined out of sight is not missed.',
  ),
  *check(context) {
    for (const check of checksOf(context, 'required')) {
      const name = check.variable ?? '';
      const isNeededHere = isNeeded(context, check, name);
      yield* emptyOnes(context, name, isNeededHere);
      if (!isNeededHere) continue;
      const missing = missingOne(context, name);
      if (missing) yield missing;
    }
  },
});

function isNeeded(context: RuleContext, { when }: Check, name: string): boolean {
  if (when === 'several-servers') return nodesOf(context).servers.length > 1;
  return when !== 'referenced' || isReferred(context, name);
}

const isReferred = ({ model }: RuleContext, name: string): boolean =>
  [...model.definitionsByName.values()].some((definitions) =>
    definitions.some((definition) => {
      const text = scalarOf(definition)?.text ?? '';
      return text.includes('{{') && text.split(/\W+/).includes(name) && !isOptional(text, name);
    }),
  );

/** A template that says what to do without the variable. */
const isOptional = (text: string, name: string): boolean =>
  [...text.matchAll(OPTIONAL)].some((match) => match[1] === name);

const OPTIONAL = /\b([A-Za-z_]\w*)\s*(?:\|\s*d(?:efault)?\(|is\s+(?:not\s+)?(?:un)?defined\b)/g;

function* emptyOnes(context: RuleContext, name: string, isNeededHere: boolean): Generator<RuleFinding> {
  const { effective } = definitionsFor(context.model, nodesOf(context).all, name);
  for (const { definition } of effective)
    if (context.files.has(definition.uri) && isNothing(definition))
      yield {
        ...oneLine(context, definition),
        ...(!isNeededHere && { severity: 'warning' as const }),
        message: msg('{0} holds nothing, and the project needs it. Give it a value.', name),
      };
}

function isNothing(definition: VariableDefinition): boolean {
  const node = resolveAlias(definition.value);
  if (!node) return definition.value === undefined;
  if (node.kind !== 'scalar') return false;
  return node.type === 'null' || literalOf(definition)?.text.trim() === '';
}

function missingOne(context: RuleContext, name: string): RuleFinding | undefined {
  const { model, plays } = context;
  const all = readersOf(context, name);
  if (all.length === 0 || plays.passed.has(name) || mayHaveUnknownGroups(context)) return undefined;
  const without = definitionsFor(model, all, name).without.filter(
    (host) => !mayBeDefinedElsewhere(model, name, host),
  );
  const at = without.length === 0 ? undefined : (commentedOut(context, name) ?? besideOthers(context));
  return (
    at && {
      ...at,
      message: msg(
        '{0} is not defined for {1}, and the project needs it: Ansible stops with “{0} is undefined”. Define it.',
        name,
        nameHosts(without),
      ),
    }
  );
}

/** The nodes on which the roles read it: the place of some variables is the group of the servers. */
function readersOf(context: RuleContext, name: string): readonly string[] {
  const { all, servers } = nodesOf(context);
  const { places = [] } = context.schema.variables.get(name) ?? {};
  return places.includes('server') && !places.includes('agent') ? servers : all;
}

/** Where the user has switched it off. */
function commentedOut({ files }: RuleContext, name: string): Location | undefined {
  for (const [uri, { document, source }] of files)
    for (const span of document?.comments ?? []) {
      const text = source.slice(span.start, span.end);
      if (text.replace(/^#+\s*/, '').startsWith(`${name}:`)) return { uri, span };
    }
  return undefined;
}

/**
 * The first variable that the project reads and that is there: the missing one belongs beside it. Without the endpoint,
 * and without a token beside what only this project reads, the roles may be others: many call theirs `k3s_token`.
 */
function besideOthers({ model, schema, files, dialect }: RuleContext): Location | undefined {
  const { token = '', endpoint = '' } = dialect ?? {};
  const own = [...model.definitionsByName].filter(
    ([name]) => schema.variables.get(name)?.origin === 'dialect',
  );
  const isProject =
    definitionsOf(model, endpoint).length > 0 ||
    (definitionsOf(model, token).length > 0 &&
      own.some(([name]) => name !== token && !isReadByOthers(name, dialect)));
  if (!isProject) return undefined;
  const places = own
    .flatMap(([, definitions]) => definitions)
    .filter(({ uri, owner }) => owner.kind === 'group' && files.has(uri))
    .map(({ uri, keySpan }) => ({ uri, span: keySpan }));
  return places.sort(textOrder(files))[0];
}

/** Another project is recognised by the name, too. */
const isReadByOthers = (name: string, dialect: Dialect | undefined): boolean =>
  loadDialects().some(
    ({ id, marks }) => id !== dialect?.id && marks.some(({ variables = [] }) => variables.includes(name)),
  );
