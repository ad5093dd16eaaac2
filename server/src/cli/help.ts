import { type Bundle, formatMessage, msg } from '../core/index.ts';

export const helpText = (bundle: Bundle): string =>
  `${formatMessage(
    msg(`Checks K3s-Ansible inventories.

Usage: k3s-inventory check [PATH...] [--format pretty|json] [--rule ID=error|warning|info|off]
       k3s-inventory rules [--format pretty|json]
       k3s-inventory lsp --stdio | --node-ipc
       k3s-inventory --help | --version

check   checks inventory files; a folder is searched for inventories; without PATH, the current folder
rules   lists the rules with their default severity
lsp     starts the language server

Exit code: 0 nothing found, or only infos; 1 warnings or errors; 2 wrong use or an internal error`),
    bundle,
  )}\n`;
