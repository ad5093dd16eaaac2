"""Prints the parameters of Jinja2's and Ansible's filters and tests as JSON: {kind: {name: [names] or null}}.

null stands for a function that takes anything, or that does not tell.
"""
import inspect
import json

from ansible.plugins.filter import core, encryption, mathstuff, urls, urlsplit
from ansible.plugins.test import core as test_core, files, mathstuff as test_mathstuff, uri
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_TESTS


def parameters(function):
    try:
        found = inspect.signature(function).parameters.values()
    except ValueError:
        return None
    if any(one.kind in (one.VAR_KEYWORD, one.VAR_POSITIONAL) for one in found):
        return None
    return [one.name for one in found]


def collect(modules, method, own):
    plugins = dict(own)
    for module in modules:
        plugins.update(getattr(module, method)())
    return {name: parameters(function) for name, function in plugins.items()}


filters = [module.FilterModule() for module in (core, encryption, mathstuff, urls, urlsplit)]
tests = [module.TestModule() for module in (test_core, files, test_mathstuff, uri)]
print(
    json.dumps(
        {
            "filter": collect(filters, "filters", DEFAULT_FILTERS),
            "test": collect(tests, "tests", DEFAULT_TESTS),
        }
    )
)
