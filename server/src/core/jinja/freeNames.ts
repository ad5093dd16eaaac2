// The names a template takes from outside: those that no `set`, `for`, `with`, `macro` or `import` of its own gives
// a value. Knows nothing of what they mean.
import { append } from '../text/append.ts';
import type { JinjaNode, Name, Statement, Target, Template } from './ast.ts';
import { childrenOf } from './walk.ts';

/** Names that the template itself has set where a node stands. */
interface Scope {
  readonly own: Set<string>;
  readonly outer?: Scope;
}

/** What is left to do: visit a node, or set names from here on. */
type Step =
  | { readonly node: JinjaNode; readonly scope: Scope }
  | { readonly bind: readonly string[]; readonly scope: Scope };

/** In the order of the text. A stack instead of recursion: templates can be deep. */
export function freeNames(template: Template): readonly Name[] {
  const found: Name[] = [];
  const waiting: Step[] = [{ node: template, scope: { own: new Set() } }];
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    if ('bind' in step) for (const name of step.bind) step.scope.own.add(name);
    else if (step.node.kind === 'name') {
      if (!isBound(step.node.name, step.scope)) found.push(step.node);
    } else append(waiting, stepsOf(step.node, step.scope).reverse());
  }
  return found;
}

function isBound(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.own.has(name)) return true;
  return false;
}

const inside = (outer: Scope, names: readonly string[] = []): Scope => ({ own: new Set(names), outer });

const look = (scope: Scope, node: JinjaNode | undefined): Step[] => (node ? [{ node, scope }] : []);

/** A list of its own: a template may have more parts than a call takes arguments. */
const lookAll = (scope: Scope, nodes: Iterable<JinjaNode | undefined>): Step[] =>
  [...nodes].flatMap((node) => look(scope, node));

/**
 * What to look at inside a node, in the order in which Jinja2 gives names their values: a name is free where it is
 * used before the template sets it.
 */
function stepsOf(node: Exclude<JinjaNode, Name>, scope: Scope): Step[] {
  const body = (inner: Scope, statements: readonly Statement[] = []): Step[] => lookAll(inner, statements);
  switch (node.kind) {
    case 'for': {
      const inner = inside(scope, [...namesOf(node.target), 'loop']);
      const rest = [...look(inner, node.condition), ...body(inner, node.body)];
      return [...look(scope, node.iterable), ...rest, ...body(inside(scope), node.otherwise)];
    }
    case 'set':
      return [...look(scope, node.value), ...bindTarget(node.target, scope)];
    case 'setBlock':
      return [
        ...look(scope, node.filter),
        ...body(inside(scope), node.body),
        ...bindTarget(node.target, scope),
      ];
    case 'with': {
      const inner = inside(
        scope,
        node.assignments.flatMap(({ target }) => namesOf(target)),
      );
      return [
        ...lookAll(
          scope,
          node.assignments.map(({ value }) => value),
        ),
        ...body(inner, node.body),
      ];
    }
    case 'macro': {
      const inner = inside(scope, [...parameterNames(node), 'caller', 'varargs', 'kwargs']);
      const defaults = lookAll(
        inner,
        node.parameters.map((parameter) => parameter.default),
      );
      return [{ bind: [node.name.name], scope }, ...defaults, ...body(inner, node.body)];
    }
    case 'callBlock': {
      const inner = inside(scope, parameterNames(node));
      const defaults = lookAll(
        inner,
        node.parameters.map((parameter) => parameter.default),
      );
      return [...look(scope, node.call), ...defaults, ...body(inner, node.body)];
    }
    case 'filterBlock':
      return [...look(scope, node.filter), ...body(inside(scope), node.body)];
    case 'block':
      return body(inside(scope), node.body);
    case 'import':
      return [...look(scope, node.template), { bind: [node.target.name], scope }];
    case 'from':
      return [
        ...look(scope, node.template),
        { bind: node.names.map(({ name, alias }) => (alias ?? name).name), scope },
      ];
    default:
      return lookAll(scope, childrenOf(node));
  }
}

/** `namespace.name` gives nothing a value, it looks the namespace up. */
const bindTarget = (target: Target, scope: Scope): Step[] =>
  target.kind === 'attribute' ? look(scope, target.object) : [{ bind: namesOf(target), scope }];

const namesOf = (target: JinjaNode): string[] =>
  target.kind === 'name' ? [target.name] : target.kind === 'tuple' ? target.items.flatMap(namesOf) : [];

const parameterNames = ({
  parameters,
}: {
  readonly parameters: readonly { readonly name: Name }[];
}): string[] => parameters.map(({ name }) => name.name);
