"""Templates as Ansible evaluates them for a host: JSON {inventory, host, templates} in, a list of results out."""
import json
import os
import sys
import tempfile

from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager

request = json.load(sys.stdin)
loader = DataLoader()
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "inventory.yml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(request["inventory"])
    inventory = InventoryManager(loader=loader, sources=[path])
manager = VariableManager(loader=loader, inventory=inventory)
host = inventory.get_host(request["host"])
variables = manager.get_vars(host=host)
variables["hostvars"] = HostVars(inventory=inventory, variable_manager=manager, loader=loader)
templar = Templar(loader=loader, variables=variables)

results = []
for template in request["templates"]:
    try:
        value = templar.template(template)
        results.append({"value": value if isinstance(value, str) else json.dumps(value, default=str)})
    except Exception as error:  # Ansible raises many kinds; all of them stop the task
        results.append({"error": str(error)})
json.dump(results, sys.stdout)
