# What Ansible takes from configuration files.
# stdin: {"files": ["/path/ansible.cfg", …], "names": ["DEFAULT_HOST_LIST", …]}; stdout: one {"NAME": value, …} or
# {"error": …} each.
import functools
import json
import sys

from ansible.config.manager import ConfigManager

READ = ConfigManager._read_config_yaml_file


@functools.lru_cache(maxsize=None)
def read_definitions(path):
    return READ(None, path)


# Ansible's own definitions are the same for every file, and take a tenth of a second to read.
ConfigManager._read_config_yaml_file = lambda self, path: read_definitions(path)


def settings(path, names):
    manager = ConfigManager(conf_file=path)
    found = {}
    for name in names:
        value, origin = manager.get_config_value_and_origin(name)
        if origin == path:
            found[name] = value
    return found


def main():
    request = json.load(sys.stdin)
    for path in request['files']:
        try:
            answer = settings(path, request['names'])
        except Exception as error:
            answer = {'error': '%s: %s' % (type(error).__name__, error)}
        print(json.dumps(answer))


main()
