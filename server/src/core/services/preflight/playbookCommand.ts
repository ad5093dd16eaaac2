// The command that runs the play with this inventory.
import { pathOf } from '../../ansible/files/uri.ts';
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { InventoryContext } from '../../k3s/context.ts';

/** Its words; paths as they are on the disk. */
export function playbookCommand(context: InventoryContext): readonly string[] {
  const sources = context.model.sources.flatMap((uri) => ['-i', shownPath(uri)]);
  return [
    'ansible-playbook',
    ...sources,
    playbookOf(context),
    ...(asksForVault(context) ? ['--ask-vault-pass'] : []),
  ];
}

const shownPath = (uri: string): string => pathOf(uri) ?? uri;

/** The playbook of the checkout nearby, or of the collection. */
function playbookOf({ upstream: { version } }: InventoryContext): string {
  const [, root] = /^(.*)\/roles\/k3s_server\/tasks\/main\.ya?ml$/.exec(version?.uri ?? '') ?? [];
  if (root === undefined || root.includes('/ansible_collections/')) return 'k3s.orchestration.site';
  return shownPath(`${root}/playbooks/site.yml`);
}

/** Something is encrypted, and no configuration names the password. */
function asksForVault({ model, vaulted, config }: InventoryContext): boolean {
  if (/^vault_(?:password_file|identity_list)[ \t]*=/m.test(config?.source.text ?? '')) return false;
  if (vaulted.size > 0) return true;
  return model.definitions.some((definition) => scalarOf(definition)?.type === 'vault');
}
