// A tree without spans, in the form test/support/jinja_oracle.py gives to Jinja2's own trees.
import type { Arguments, Expression, Parameter, Slice, Statement } from '../../server/src/core/jinja/ast.ts';

export type Shape = null | boolean | number | string | readonly Shape[];

const optional = (node: Expression | undefined): Shape => (node ? shapeExpression(node) : null);

const shapeArguments = ({ args, keywords, starArgs, starKeywords }: Arguments): readonly Shape[] => [
  args.map(shapeExpression),
  keywords.map(({ name, value }) => [name, shapeExpression(value)]),
  optional(starArgs),
  optional(starKeywords),
];

const shapeNumber = (value: number | bigint, float: boolean): Shape => {
  if (!float) return ['int', String(value)];
  return ['float', Number.isFinite(Number(value)) ? Number(value) : 'inf'];
};

function shapeExpression(node: Expression | Slice): Shape {
  switch (node.kind) {
    case 'name':
      return ['name', node.name];
    case 'string':
      return ['string', node.value];
    case 'number':
      return shapeNumber(node.value, node.float);
    case 'constant':
      return ['constant', node.value];
    case 'list':
    case 'tuple':
      return [node.kind, node.items.map(shapeExpression)];
    case 'dict':
      return ['dict', node.pairs.map(({ key, value }) => [shapeExpression(key), shapeExpression(value)])];
    case 'attribute':
      return ['attribute', shapeExpression(node.object), node.name];
    case 'subscript':
      return ['subscript', shapeExpression(node.object), shapeExpression(node.index)];
    case 'slice':
      return ['slice', optional(node.start), optional(node.stop), optional(node.step)];
    case 'call':
      return ['call', shapeExpression(node.callee), ...shapeArguments(node)];
    case 'filter':
      return ['filter', optional(node.input), node.name, ...shapeArguments(node)];
    case 'test': {
      const test = ['test', shapeExpression(node.input), node.name, ...shapeArguments(node)];
      return node.negated ? ['not', test] : test;
    }
    case 'unary':
      return [node.operator, shapeExpression(node.operand)];
    case 'binary':
      return [node.operator, shapeExpression(node.left), shapeExpression(node.right)];
    case 'compare': {
      const rest = node.rest.map(({ operator, value }) => [operator, shapeExpression(value)]);
      return ['compare', shapeExpression(node.first), rest];
    }
    case 'conditional':
      return [
        'conditional',
        shapeExpression(node.value),
        shapeExpression(node.test),
        optional(node.otherwise),
      ];
    case 'missing':
      return ['missing'];
  }
}

const shapeParameters = (parameters: readonly Parameter[]): Shape =>
  parameters.map((parameter) => [parameter.name.name, optional(parameter.default)]);

function shapeStatement(node: Statement): readonly Shape[] {
  switch (node.kind) {
    case 'data':
      return ['data', node.value];
    case 'if': {
      const branches = node.branches.map(({ test, body }) => [shapeExpression(test), shapeBody(body)]);
      return ['if', branches, shapeBody(node.otherwise ?? [])];
    }
    case 'for': {
      const head = [shapeExpression(node.target), shapeExpression(node.iterable), optional(node.condition)];
      return ['for', ...head, node.recursive, shapeBody(node.body), shapeBody(node.otherwise ?? [])];
    }
    case 'set':
      return ['set', shapeExpression(node.target), shapeExpression(node.value)];
    case 'setBlock':
      return ['setBlock', shapeExpression(node.target), optional(node.filter), shapeBody(node.body)];
    case 'with': {
      const pairs = node.assignments.map(({ target, value }) => [
        shapeExpression(target),
        shapeExpression(value),
      ]);
      return ['with', pairs, shapeBody(node.body)];
    }
    case 'macro':
      return ['macro', node.name.name, shapeParameters(node.parameters), shapeBody(node.body)];
    case 'callBlock':
      return [
        'callBlock',
        shapeParameters(node.parameters),
        shapeExpression(node.call),
        shapeBody(node.body),
      ];
    case 'filterBlock':
      return ['filterBlock', shapeExpression(node.filter), shapeBody(node.body)];
    case 'block':
      return ['block', node.name, node.scoped, node.required, shapeBody(node.body)];
    case 'autoescape':
      return ['autoescape', shapeExpression(node.value), shapeBody(node.body)];
    case 'extends':
      return ['extends', shapeExpression(node.template)];
    case 'include':
      return ['include', shapeExpression(node.template), node.ignoreMissing, node.withContext];
    case 'import':
      return ['import', shapeExpression(node.template), node.target.name, node.withContext];
    case 'from': {
      const names = node.names.map(({ name, alias }) => [name.name, (alias ?? name).name]);
      return ['from', shapeExpression(node.template), names, node.withContext];
    }
    default:
      return [node.kind];
  }
}

/** Adjacent pieces of text count as one, comments for nothing, and a print tag as as many outputs. */
export function shapeBody(body: readonly Statement[]): readonly Shape[] {
  const result: (readonly Shape[])[] = [];
  for (const node of body) {
    const last = result.at(-1);
    if (node.kind === 'comment') continue;
    if (node.kind === 'output') result.push([shapeExpression(node.expression)].flat(1));
    else if (node.kind === 'print')
      result.push(...node.values.map((value) => [shapeExpression(value)].flat(1)));
    else if (node.kind === 'data' && last?.[0] === 'data')
      result.splice(-1, 1, ['data', `${last[1]}${node.value}`]);
    else result.push(shapeStatement(node));
  }
  return result;
}
