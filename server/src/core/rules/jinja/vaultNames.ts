// Names in templates that say they are from a vault, and that no vault and nothing else defines.

import { secretKind } from '../../ansible/secrets/secretNames.ts';
import { referencesInTemplate, type TemplateReference } from '../../ansible/templates/templateReferences.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { guardedSpots, isGuardedBy } from '../../jinja/guards.ts';
import type { TemplateAsMeant } from '../../k3s/evaluation.ts';
import { isDefinedNowhere, isVaultName } from '../../k3s/nothingDefines.ts';

/**
 * Where the value matters: the variable is one that Ansible or the roles read, or the name is one of a secret. Others
 * may be those of a role that installs a vault.
 */
export function* vaultNamesNowhere(
  context: RuleContext,
  { file, string: { template, definition } }: TemplateAsMeant,
): Generator<TemplateReference, void, undefined> {
  const references = referencesInTemplate(template).filter(
    ({ kind, name }) => kind === 'variable' && isVaultName(name),
  );
  if (references.length === 0 || saysPassed(file)) return;
  const spots = guardedSpots(template);
  for (const reference of references) {
    const { name, of } = reference;
    const matters =
      context.schema.isKnown(definition.name) || /^(?:password|key)$/.test(secretKind(name) ?? '');
    if (matters && of === 'same' && !isGuardedBy(spots, reference) && isDefinedNowhere(context, name))
      yield reference;
  }
}

/** Somebody has written beside it that it is given on the command line. */
const saysPassed = ({ source, document }: TemplateAsMeant['file']): boolean =>
  document?.comments.some(({ start, end }) =>
    /(?:^|[\s`'"])(?:-e|--extra-vars)(?:[\s`'".,;)]|$)/.test(source.slice(start, end)),
  ) ?? false;
