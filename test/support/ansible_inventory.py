# What `ansible-inventory --list` prints, for many inventories in one process.
# stdin: {"jobs": [{"sources": ["/path", …], "basedir": "/path"}, …]}; stdout: one {"list": …} or {"error": …} each.
# With "show": "graph" or {"host": "name"} in a job, what `--graph` or `--host` prints instead; with "config": "/path",
# as that ansible.cfg wants it; with "warnings": true also {"warnings": […]}, what -vvvv adds included.
import json
import functools
import os
import re
import sys
import tempfile

# An empty configuration, whatever this machine has.
CONFIG = tempfile.NamedTemporaryFile(suffix='.cfg')
os.environ['ANSIBLE_CONFIG'] = CONFIG.name
os.environ['ANSIBLE_NOCOWS'] = '1'

from ansible import constants  # noqa: E402
from ansible.config.manager import ConfigManager  # noqa: E402
from ansible.inventory import manager  # noqa: E402
from ansible.cli.inventory import InventoryCLI  # noqa: E402
from ansible.inventory.manager import InventoryManager  # noqa: E402
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.plugins.loader import vars_loader  # noqa: E402
from ansible.plugins.vars import host_group_vars  # noqa: E402
from ansible.utils.display import Display  # noqa: E402
from ansible.vars.manager import VariableManager  # noqa: E402

try:  # What finds plugins by their full names is started by hand since ansible-core 2.15.
    from ansible.plugins.loader import init_plugin_loader
except ImportError:
    init_plugin_loader = None

# Printing takes most of the time; what is compared of it is kept.
for name in ('display', 'deprecated', 'debug', 'error'):
    setattr(Display, name, lambda *args, **kwargs: None)
SAID = []
for name in ('warning', 'verbose'):
    setattr(Display, name, lambda self, msg, *args, **kwargs: SAID.append(msg))

# Looking for vars plugins on the disk for every host would take minutes; there is only the built-in one.
PLUGINS = list(vars_loader.all())
vars_loader.get('host_group_vars')  # what ansible-core 2.19 goes through instead
vars_loader.all = lambda *args, **kwargs: PLUGINS


READ = ConfigManager._read_config_yaml_file


@functools.lru_cache(maxsize=None)
def read_definitions(path):
    return READ(None, path)


# Ansible's own definitions are the same for every file, and take a tenth of a second to read.
ConfigManager._read_config_yaml_file = lambda self, path: read_definitions(path)
SETTINGS = ('DEFAULT_HASH_BEHAVIOUR', 'DUPLICATE_YAML_DICT_KEY', 'INVENTORY_ENABLED',
            'INVENTORY_IGNORE_EXTS', 'INVENTORY_IGNORE_PATTERNS')
DEFAULTS = {name: getattr(constants, name) for name in SETTINGS}


def configure(path):
    config = ConfigManager(conf_file=path)
    # Since ansible-core 2.19, some settings are asked for when they are needed.
    constants.config = config
    for name in SETTINGS:
        value, origin = config.get_config_value_and_origin(name)
        setattr(constants, name, DEFAULTS[name] if origin == 'default' else value)
    # What inventory/manager.py does when it is imported.
    patterns = [x.encode() for x in constants.INVENTORY_IGNORE_PATTERNS]
    endings = [b'%s$' % re.escape(x).encode() for x in constants.INVENTORY_IGNORE_EXTS]
    manager.IGNORED = re.compile(b'|'.join(manager.IGNORED_ALWAYS + patterns + endings))


def list_inventory(cli, job):
    configure(job.get('config', CONFIG.name))
    host_group_vars.FOUND.clear()
    loader = DataLoader()
    loader.set_basedir(job['basedir'])
    loader.set_vault_secrets([])
    inventory = InventoryManager(loader=loader, sources=job['sources'])
    variables = VariableManager(loader=loader, inventory=inventory, version_info={})
    cli.loader, cli.inventory, cli.vm = loader, inventory, variables
    show = job.get('show', 'list')
    if show == 'graph':
        return cli.inventory_graph()
    if show == 'list':
        text = cli.dump(cli.json_inventory(cli._get_group('all')))
    else:
        text = cli.dump(cli._get_host_variables(inventory.get_host(show['host'])))
    # Keys of several types cannot be sorted, and Ansible then prints them in the order of its own memory.
    return json.dumps(json.loads(text), indent=4, sort_keys=True, ensure_ascii=False)


def main():
    if init_plugin_loader:
        init_plugin_loader()
    cli = InventoryCLI(['ansible-inventory', '--list'])
    cli.parse()
    for job in json.load(sys.stdin)['jobs']:
        SAID.clear()
        try:
            answer = {'list': list_inventory(cli, job)}
        except Exception as error:
            answer = {'error': '%s: %s' % (type(error).__name__, error)}
        if job.get('warnings'):
            answer['warnings'] = SAID
        print(json.dumps(answer))


main()
