"""Asks Ansible's own vault. stdin: JSON list of requests, bytes in base64; stdout: JSON list of answers.

encrypt: the vault text. decrypt: the plaintext. inline: the plaintext of every `!vault` value of a YAML document
that is a flat mapping. An answer without "value" is Ansible's refusal.
"""
import base64
import json
import sys

from ansible.parsing.vault import VaultLib, VaultSecret
from ansible.parsing.yaml.loader import AnsibleLoader


def answer(request):
    secrets = [("default", VaultSecret(base64.b64decode(request["password"])))]
    vault = VaultLib(secrets)
    data = base64.b64decode(request["data"])
    if request["kind"] == "encrypt":
        return vault.encrypt(data, secrets[0][1], vault_id=request.get("vaultId"))
    if request["kind"] == "decrypt":
        return vault.decrypt(data)
    value = AnsibleLoader(data.decode()).get_single_data()
    while isinstance(value, dict):
        (value,) = value.values()
    return vault.decrypt(value._ciphertext)


def answer_or_refuse(request):
    try:
        return {"value": base64.b64encode(answer(request)).decode()}
    except Exception as error:
        return {"refusal": type(error).__name__ + ": " + str(error).split("\n")[0]}


sys.stdout.write(json.dumps([answer_or_refuse(request) for request in json.load(sys.stdin)]))
