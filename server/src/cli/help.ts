// The text of `k3s-inventory --help`.
import { type Bundle, formatMessage, msg } from '../core/index.ts';

const HELP = msg(`Checks K3s-Ansible inventories, and shows what Ansible makes of them without running it.

Usage: k3s-inventory check [PATH...] [--format FORMAT [--output FILE]]... [--rule ID=error|warning|info|off]
           [--fix [--unsafe]] [--diff [--unsafe] [--show-secrets]] [--baseline FILE | --write-baseline FILE] [--exclude NAME] [--any-inventory] [--allow-unrecognised] [--jobs N]
           [--explain-recognition]
           [--target-core VERSION] [- [--stdin-filename FILE]]
       k3s-inventory list [-i PATH...] [--playbook-dir DIR] [--host HOST | --graph]
       k3s-inventory explain HOST VAR [-i PATH...] [--playbook-dir DIR] [--format pretty|json] [--show-secrets]
       k3s-inventory render HOST TEMPLATE [-i PATH...] [--playbook-dir DIR] [--format pretty|json] [--show-secrets]
       k3s-inventory airgap [-i PATH...] [--playbook-dir DIR] [--format pretty|json]
       k3s-inventory airgap --list-downloads [--format pretty|json|script] [-i PATH...] [--playbook-dir DIR]
       k3s-inventory preview [-i PATH...] [--playbook-dir DIR] [--host HOST] [--tasks]
           [--format pretty|json|files] [--output DIR]
       k3s-inventory preview --against REVISION|PATH [-i PATH...] [--playbook-dir DIR] [--format pretty|json]
       k3s-inventory preflight [-i PATH...] [--playbook-dir DIR] [--format pretty|markdown|json]
       k3s-inventory migrate [-i PATH...] [--output DIR] [--format pretty|json] [--show-secrets]
       k3s-inventory rules [--format pretty|json]
       k3s-inventory explain-rule ID
       k3s-inventory vault encrypt-string|encrypt|decrypt|view|rekey [FILE...] [--vault-password-file FILE]
           [--vault-id LABEL@FILE|LABEL@prompt] [--encrypt-vault-id LABEL] [--new-vault-id LABEL@FILE]
           [--name VARIABLE] [--output FILE] [--engine PROGRAM]
       k3s-inventory completion bash|zsh|fish
       k3s-inventory lsp --stdio | --node-ipc
       k3s-inventory --help | --version

check    checks inventories; a folder is searched for them; without PATH, those that ansible.cfg names and those
         in the current folder; many are checked on all cores, or on as many as --jobs says;
         samples, examples and tests in it are left out, or what --exclude names instead (* for any text);
         --any-inventory checks what holds for every inventory on those that have nothing to do with K3s, too;
         PATH - is standard input, checked as if it were saved as FILE (inventory.yml);
         --explain-recognition checks nothing, and tells for which project each inventory is taken, and why;
         --fix writes all safe fixes first, and reports what is left; with --unsafe, also those that may change what the
         inventory means; --diff shows what they would write, and writes nothing: exit code 0 nothing, 1 something;
         --write-baseline keeps what is found now in FILE, and --baseline then reports only what is new;
         FORMAT is pretty, json, json-v2, sarif, github, junit, codeclimate or markdown; several, each with its own file
list     prints what ansible-inventory --list, --host or --graph prints; secrets that are not encrypted included
explain  prints the value a variable has on a host, and every definition of it, the one that counts first;
         shows no secret but with --show-secrets; without --playbook-dir, finds variables beside playbooks as check does
render   prints the value a Jinja template has on a host, as far as it is certain without running anything;
         shows no secret but with --show-secrets
airgap   tells whether an offline installation from airgap_dir will work, file by file; with --list-downloads,
         prints what is to be fetched, as a list or as a shell script
preview  shows what the roles of k3s-ansible will write on each node, file by file, before anything runs;
         shows no secret; with --format files, writes them below --output DIR;
         with --tasks, lists the tasks of the play in their order, with what is skipped on the node, and why;
         with --against, shows what differs from another state of the inventory, a revision of Git or a path, and
         what that means for the cluster that runs: exit code 0 nothing, 1 differences, 2 nothing to compare
preflight
         tells whether the play can be run: what will fail, at which task and on which host, what cannot be known, and
         the command; exit code 0 ready, 1 not ready, 3 cannot be known
migrate  shows what an inventory of an older layout, or of another project that installs K3s, becomes in that of
         k3s-ansible: new names, what has none, what is to be done by hand, and what check says of it; with --output,
         writes its files into a new folder, and leaves those of before as they are; exit code 1 something is to be done
rules    lists the rules with their default severity
explain-rule
         tells what a rule finds, why that matters, and how to silence it
vault    does what ansible-vault does, without it; FILE - or none is standard input, and goes to standard output;
         passwords come from where Ansible takes them, or are asked for; a secret is never an argument;
         --engine runs that ansible-vault instead of the built-in one
completion
         prints the script by which a shell completes commands, options and their values
lsp      starts the language server

-i       an inventory, file or folder; several make one inventory; without it, the one that ansible.cfg names
--vault-password-file FILE, --vault-id LABEL@FILE|LABEL@prompt, --ask-vault-pass (-J)
         with these, or with ANSIBLE_VAULT_PASSWORD_FILE, commands that read inventories open files that are encrypted
         as a whole, and know the names in them; no value of them is printed, not even with --show-secrets
--target-core
         the ansible-core that answers are for, 2.14 to 2.22; without it, the one that the project names (in a virtual
         environment, requirements.txt, pyproject.toml, Pipfile, execution-environment.yml, .tool-versions), or 2.19

--locale en or zh-cn, the language of the output; without it, the one of the environment (LC_ALL, LC_MESSAGES, LANG)

A .k3s-inventory.yml beside or above an inventory says how it is checked: severities, profile, excludes, and what its plays
are run with (docs/configuration.md).

Exit code: 0 nothing found, or only infos; 1 warnings or errors, or what was asked for is missing or wrong;
           2 wrong use, an internal error, or a path given to check that cannot be read or holds no inventory`);

export const helpText = (bundle: Bundle): string => `${formatMessage(HELP, bundle)}\n`;
