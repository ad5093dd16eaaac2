"""Loads texts with Ansible's own loader of YAML, or with "json" as argument, of JSON.
stdin: JSON list of texts; stdout: JSON list of outcomes."""
import base64
import datetime
import json
import math
import sys

import yaml
from ansible.parsing.yaml.loader import AnsibleLoader

try:  # ansible-core 2.19
    from ansible._internal._json._profiles._legacy import Decoder as JsonDecoder
    from ansible.parsing.vault import EncryptedString
except ImportError:
    from ansible.parsing.ajson import AnsibleJSONDecoder as JsonDecoder
    from ansible.parsing.yaml.objects import AnsibleVaultEncryptedUnicode as EncryptedString


def encode(value, path=()):
    if id(value) in path:
        return ["cycle"]
    inner = path + (id(value),)
    if isinstance(value, EncryptedString):
        ciphertext = value._ciphertext
        return ["vault", ciphertext if isinstance(ciphertext, str) else ciphertext.decode("utf-8", "surrogatepass")]
    if isinstance(value, str):
        return ["str", str(value)]
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int):
        return ["int", hex(value)]
    if isinstance(value, float):
        return ["float", "nan" if math.isnan(value) else repr(value)]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return ["timestamp", value.isoformat()]
    if isinstance(value, bytes):
        return ["binary", base64.b64encode(value).decode()]
    if isinstance(value, dict):
        return ["map", [[encode(k, inner), encode(v, inner)] for k, v in value.items()]]
    if isinstance(value, (set, frozenset)):
        return ["map", [[encode(k, inner), ["null"]] for k in value]]
    if isinstance(value, (list, tuple)):
        return ["seq", [encode(item, inner) for item in value]]
    raise TypeError(type(value))


def load_json(text):
    try:
        return {"data": encode(json.loads(text, cls=JsonDecoder))}
    except Exception as error:
        return {"error": repr(error)}


def load(text):
    loader = None
    try:
        loader = AnsibleLoader(text)
        return {"data": encode(loader.get_single_data())}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return {"error": str(getattr(error, "problem", None) or error), "line": mark.line if mark else None}
    except Exception as error:
        return {"error": repr(error), "line": None}
    finally:
        if loader is not None and hasattr(loader, "dispose"):
            loader.dispose()


sys.setrecursionlimit(10000)
# Warnings about duplicate keys go to stderr one by one; nobody reads them here.
from ansible.utils.display import Display  # noqa: E402

Display.warning = lambda self, *args, **kwargs: None
read = load_json if sys.argv[1:] == ["json"] else load
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
