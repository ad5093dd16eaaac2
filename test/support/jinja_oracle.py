"""Answers for test/oracle/jinja.test.ts: what Jinja2 accepts in the environment Ansible gives it.

stdin and stdout are JSON: {"collect": [folder, ...]} answers {"templates": [...], "conditions": [...]} found in
Ansible's own package and in the folders; {"templates": [...], "files": [...], "conditions": [...]} answers
lists of booleans, one for each text; with "trees": true the tree of each accepted text, in the form of
test/support/jinjaShape.ts, and null for the others.
"""
import ast
import json
import os
import sys

import ansible
import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

ENVIRONMENT = Templar(DataLoader(), variables={}).environment
try:
    from ansible.template import _escape_backslashes, is_possibly_template as is_template

    def is_possibly_template(text):
        return is_template(text, ENVIRONMENT)

    # ansible/playbook/conditional.py puts a condition between these words.
    PARSE = {
        'templates': lambda text: ENVIRONMENT._parse(_escape_backslashes(text, ENVIRONMENT), None, None),
        'files': lambda text: ENVIRONMENT._parse(text, None, None),
        'conditions': lambda text: ENVIRONMENT._parse(
            '{%% if %s %%} True {%% else %%} False {%% endif %%}' % text, None, None),
    }
except ImportError:  # ansible-core 2.19: what _internal/_templating/_engine.py compiles
    from ansible._internal._templating._jinja_bits import _TemplateCompileContext, is_possibly_template
    from jinja2.parser import Parser

    def parse_template(text, escape_backslashes):
        with _TemplateCompileContext(escape_backslashes=escape_backslashes):
            return ENVIRONMENT._parse(text, None, None)

    def parse_condition(text):
        with _TemplateCompileContext(escape_backslashes=False):
            parser = Parser(ENVIRONMENT, text.strip(), state='variable')
            expression = parser.parse_expression()
            if not parser.stream.eos:
                raise ValueError('more than an expression')
            return expression

    PARSE = {
        'templates': lambda text: parse_template(text, True),
        'files': lambda text: parse_template(text, False),
        'conditions': parse_condition,
    }
CONDITIONS = {'when', 'until', 'failed_when', 'changed_when', 'that'}


class Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
    """Reads any tag as the plain value below it."""


def untagged(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor('!', untagged)


def gather(value, key, found):
    if isinstance(value, dict):
        for name, child in value.items():
            gather(name, None, found)
            gather(child, name, found)
    elif isinstance(value, list):
        for child in value:
            gather(child, key, found)
    elif isinstance(value, str):
        if key == 'EXAMPLES':
            gather_yaml(value, found)
        elif is_possibly_template(value):
            found['templates'].add(value)
        elif key in CONDITIONS:
            found['conditions'].add(value)


def gather_yaml(text, found):
    try:
        for document in yaml.load_all(text, Loader=Loader):
            gather(document, None, found)
    except (yaml.YAMLError, ValueError, TypeError):
        # INI inventories and templates of YAML are no YAML: their lines still hold expressions.
        for line in text.splitlines():
            gather(line, None, found)


def gather_python(text, found):
    """The YAML inside DOCUMENTATION, EXAMPLES and RETURN of modules and plugins."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            gather_yaml(node.value.value, found)


def collect(folders):
    found = {'templates': set(), 'conditions': set()}
    here = os.path.dirname(ansible.__file__)
    for root in [here, os.path.join(os.path.dirname(here), 'ansible_test'), *folders]:
        for folder, _, files in os.walk(root):
            for name in files:
                try:
                    with open(os.path.join(folder, name), encoding='utf-8') as file:
                        text = file.read()
                except (OSError, UnicodeDecodeError):
                    continue
                if name.endswith('.py'):
                    gather_python(text, found)
                elif name.endswith('.j2'):
                    found['templates'].add(text)
                elif name.endswith(('.yml', '.yaml', '.ini')) or root in folders:
                    gather_yaml(text, found)
    return {kind: sorted(texts) for kind, texts in found.items()}


def parse(text, read):
    try:
        return read(text)
    except Exception:  # Any failure makes Ansible refuse the text, whatever its type.
        return None


OPERATORS = {
    'Or': 'or', 'And': 'and', 'Add': '+', 'Sub': '-', 'Mul': '*', 'Div': '/', 'FloorDiv': '//', 'Mod': '%',
    'Pow': '**', 'Neg': '-', 'Pos': '+', 'Not': 'not', 'eq': '==', 'ne': '!=', 'lt': '<', 'lteq': '<=', 'gt': '>',
    'gteq': '>=', 'in': 'in', 'notin': 'not in',
}


def shape_constant(value):
    if isinstance(value, bool) or value is None:
        return ['constant', value]
    if isinstance(value, str):
        return ['string', value]
    if isinstance(value, float):
        return ['float', value if value - value == 0 else str(value)]
    return ['int', str(value)]


def shape_arguments(node):
    keywords = [[item.key, shape(item.value)] for item in node.kwargs]
    return [shapes(node.args), keywords, shape(node.dyn_args), shape(node.dyn_kwargs)]


def shape_parameters(node):
    plain = len(node.args) - len(node.defaults)
    defaults = [None] * plain + shapes(node.defaults)
    return [[arg.name, default] for arg, default in zip(node.args, defaults)]


def shapes(nodes):
    return [shape(node) for node in nodes]


def shape_if(node):
    branches = [[shape(branch.test), shape_body(branch.body)] for branch in [node, *node.elif_]]
    return ['if', branches, shape_body(node.else_)]


def shape_concat(node):
    result, *rest = shapes(node.nodes)
    for item in rest:
        result = ['~', result, item]
    return result


SHAPES = {
    'Const': lambda n: shape_constant(n.value),
    'Name': lambda n: ['name', n.name],
    'NSRef': lambda n: ['attribute', ['name', n.name], n.attr],
    'List': lambda n: ['list', shapes(n.items)],
    'Tuple': lambda n: ['tuple', shapes(n.items)],
    'Dict': lambda n: ['dict', [[shape(pair.key), shape(pair.value)] for pair in n.items]],
    'Getattr': lambda n: ['attribute', shape(n.node), n.attr],
    'Getitem': lambda n: ['subscript', shape(n.node), shape(n.arg)],
    'Slice': lambda n: ['slice', shape(n.start), shape(n.stop), shape(n.step)],
    'Call': lambda n: ['call', shape(n.node), *shape_arguments(n)],
    'Filter': lambda n: ['filter', shape(n.node), n.name, *shape_arguments(n)],
    'Test': lambda n: ['test', shape(n.node), n.name, *shape_arguments(n)],
    'Concat': shape_concat,
    'Compare': lambda n: ['compare', shape(n.expr), [[OPERATORS[op.op], shape(op.expr)] for op in n.ops]],
    'CondExpr': lambda n: ['conditional', shape(n.expr1), shape(n.test), shape(n.expr2)],
    'If': shape_if,
    'For': lambda n: ['for', shape(n.target), shape(n.iter), shape(n.test), n.recursive, shape_body(n.body),
                      shape_body(n.else_)],
    'Assign': lambda n: ['set', shape(n.target), shape(n.node)],
    'AssignBlock': lambda n: ['setBlock', shape(n.target), shape(n.filter), shape_body(n.body)],
    'With': lambda n: ['with', [list(pair) for pair in zip(shapes(n.targets), shapes(n.values))], shape_body(n.body)],
    'Scope': lambda n: shape(n.body[0]),
    'ScopedEvalContextModifier': lambda n: ['autoescape', shape(n.options[0].value), shape_body(n.body)],
    'Macro': lambda n: ['macro', n.name, shape_parameters(n), shape_body(n.body)],
    'CallBlock': lambda n: ['callBlock', shape_parameters(n), shape(n.call), shape_body(n.body)],
    'FilterBlock': lambda n: ['filterBlock', shape(n.filter), shape_body(n.body)],
    'Block': lambda n: ['block', n.name, bool(n.scoped), bool(n.required), shape_body(n.body)],
    'Extends': lambda n: ['extends', shape(n.template)],
    'Include': lambda n: ['include', shape(n.template), n.ignore_missing, n.with_context],
    'Import': lambda n: ['import', shape(n.template), n.target, n.with_context],
    'FromImport': lambda n: ['from', shape(n.template), [[x, x] if isinstance(x, str) else list(x) for x in n.names],
                             n.with_context],
}


def shape(node):
    if node is None:
        return None
    kind = type(node).__name__
    if kind in SHAPES:
        return SHAPES[kind](node)
    if hasattr(node, 'left'):
        return [OPERATORS[kind], shape(node.left), shape(node.right)]
    return [OPERATORS[kind], shape(node.node)]


def shape_body(body):
    """Adjacent pieces of text count as one, and a print tag as as many outputs."""
    result = []
    for node in body:
        for item in node.nodes if type(node).__name__ == 'Output' else [node]:
            if type(item).__name__ != 'TemplateData':
                result.append(shape(item))
            elif result and result[-1][0] == 'data':
                result[-1][1] += item.data
            else:
                result.append(['data', item.data])
    return result


def judge(texts, read, trees):
    parsed = (parse(text, read) for text in texts)
    if not trees:
        return [template is not None for template in parsed]
    return [template and shape_body(template.body) for template in parsed]


request = json.load(sys.stdin)
if 'collect' in request:
    answer = collect(request['collect'])
else:
    trees = request.pop('trees', False)
    answer = {kind: judge(texts, PARSE[kind], trees) for kind, texts in request.items()}
json.dump(answer, sys.stdout)
