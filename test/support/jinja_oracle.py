"""Answers for test/oracle/jinja.test.ts: what Jinja2 accepts in the environment Ansible gives it.

stdin and stdout are JSON: {"collect": [folder, ...]} answers {"templates": [...], "conditions": [...]} found in
Ansible's own package and in the folders; {"templates": [...], "files": [...], "conditions": [...]} answers
lists of booleans, one for each text.
"""
import ast
import json
import os
import sys

import ansible
import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, _escape_backslashes, is_possibly_template

ENVIRONMENT = Templar(DataLoader(), variables={}).environment
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
        elif is_possibly_template(value, ENVIRONMENT):
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


def accepts(text, prepare):
    try:
        ENVIRONMENT._parse(prepare(text), None, None)
        return True
    except Exception:  # Any failure makes Ansible refuse the text, whatever its type.
        return False


PREPARE = {
    'templates': lambda text: _escape_backslashes(text, ENVIRONMENT),
    'files': lambda text: text,
    # ansible/playbook/conditional.py puts a condition between these words.
    'conditions': lambda text: '{%% if %s %%} True {%% else %%} False {%% endif %%}' % text,
}

request = json.load(sys.stdin)
if 'collect' in request:
    answer = collect(request['collect'])
else:
    answer = {kind: [accepts(text, PREPARE[kind]) for text in texts] for kind, texts in request.items()}
json.dump(answer, sys.stdout)
