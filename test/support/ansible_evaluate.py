"""Templates as Ansible evaluates them for hosts of inventories on the disk.

stdin: {"jobs": [{"sources", "basedir", "hosts": {host: [template]}}], "password"?}; stdout: for each job one line with
{host: [{"value": JSON text} | {"error": text}]} or {"refused": text}.
"""
import json
import os
import signal
import sys
import tempfile

CONFIG = tempfile.NamedTemporaryFile(suffix='.cfg')
os.environ['ANSIBLE_CONFIG'] = CONFIG.name

from ansible import constants as C  # noqa: E402
from ansible.inventory.manager import InventoryManager  # noqa: E402
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.parsing.vault import VaultSecret  # noqa: E402
from ansible.plugins.loader import vars_loader  # noqa: E402
from ansible.plugins.vars import host_group_vars  # noqa: E402
from ansible.template import Templar  # noqa: E402
from ansible.utils.display import Display  # noqa: E402
from ansible.vars.hostvars import HostVars  # noqa: E402
from ansible.vars.manager import VariableManager  # noqa: E402

try:  # Since ansible-core 2.19 only trusted texts are templates.
    from ansible.parsing.vault import VaultSecretsContext
    from ansible.template import trust_as_template
except ImportError:
    VaultSecretsContext = None

    def trust_as_template(text):
        return text

for name in ('display', 'warning', 'deprecated', 'debug', 'verbose', 'error'):
    setattr(Display, name, lambda *args, **kwargs: None)
PLUGINS = list(vars_loader.all())
vars_loader.get('host_group_vars')  # what ansible-core 2.19 goes through instead
vars_loader.all = lambda *args, **kwargs: PLUGINS


# Templates that lead to each other in circles, by two ways each, keep Ansible busy for ever.
LONGEST = 5  # seconds of processor time for one
MOST_LONG = 3  # in one inventory; then the others are not asked for any more


class TookLong(BaseException):
    """No Exception: Ansible catches these, and goes on."""


def interrupt(*_):
    raise TookLong()


signal.signal(signal.SIGPROF, interrupt)


def evaluate(templar, template):
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        return {'value': json.dumps(templar.template(trust_as_template(template)))}
    except Exception as error:  # Ansible raises many kinds; all of them stop the task
        return {'error': str(error)[:300]}
    except TookLong:
        return {'error': 'took too long', 'isLong': True}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def evaluate_all(templar, templates, left):
    for template in templates:
        answer = evaluate(templar, template) if left[0] > 0 else {'error': 'not asked'}
        left[0] -= answer.pop('isLong', 0)
        yield answer


def add_address(variables, host, templar):
    """What a task adds to the variables of its host (playbook/play_context.py, update_vars)."""
    names = C.MAGIC_VARIABLE_MAPPING['remote_addr']
    given = next((variables[name] for name in names if name in variables), host.address)
    for name in names:
        variables.setdefault(name, given)
    templar.available_variables = variables


def run(job):
    host_group_vars.FOUND.clear()
    loader = DataLoader()
    loader.set_basedir(job['basedir'])
    loader.set_vault_secrets(SECRETS)
    inventory = InventoryManager(loader=loader, sources=job['sources'])
    manager = VariableManager(loader=loader, inventory=inventory, version_info={})
    # What is asked again and again for other hosts does not change here.
    known = {}
    get_vars = manager.get_vars

    def remembered(host=None, include_hostvars=True, **kwargs):
        key = (host.name, include_hostvars)
        if key not in known:
            known[key] = get_vars(host=host, include_hostvars=include_hostvars, **kwargs)
        return dict(known[key])

    manager.get_vars = remembered
    answers = {}
    left = [MOST_LONG]
    for name, templates in job['hosts'].items():
        variables = manager.get_vars(host=inventory.get_host(name))
        variables['hostvars'] = HostVars(inventory=inventory, variable_manager=manager, loader=loader)
        variables['vars'] = variables.copy()
        templar = Templar(loader=loader, variables=variables)
        add_address(variables, inventory.get_host(name), templar)
        answers[name] = list(evaluate_all(templar, templates, left))
    return answers


REQUEST = json.load(sys.stdin)
SECRETS = [('default', VaultSecret(REQUEST['password'].encode()))] if 'password' in REQUEST else []
if VaultSecretsContext and SECRETS:
    VaultSecretsContext.initialize(VaultSecretsContext(SECRETS))
for job in REQUEST['jobs']:
    try:
        answer = run(job)
    except Exception as error:
        answer = {'refused': str(error)}
    print(json.dumps(answer))
