// Names that nothing nearby defines: neither the inventory, nor a play, nor a command that somebody has written down.
// Whoever runs the playbook may still give them, so that this is told as what it is.

import { bareName } from '../ansible/templates/bareName.ts';
import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { isFromAnsible } from '../ansible/variables/fromAnsible.ts';
import type { InventoryContext } from './context.ts';
import { variablesOf } from './strayVariables.ts';

type Context = Pick<InventoryContext, 'model' | 'schema' | 'plays' | 'unusedVarsFiles'>;

/** The name of which the template consists, where nothing nearby can give it to the host (or to any host). */
export function nothingDefines(context: Context, template: string, host?: string): string | undefined {
  const name = bareName(template);
  return name === undefined || !isDefinedNowhere(context, name, host) ? undefined : name;
}

/** Whether nothing nearby can give the variable to the host (or to any host). */
export function isDefinedNowhere(context: Context, name: string, host?: string): boolean {
  const { model, schema, plays } = context;
  if (isFromAnsible(name) || model.definitionsByName.has(name) || schema.variables.has(name)) return false;
  return !mayBeGiven(context, name) && !plays.hasOwnRoles && !mayBeDefinedElsewhere(model, name, host);
}

/** By a play, on the command line, or by a file that waits for somebody to decrypt it, to fill it in or to name it. */
const mayBeGiven = ({ plays, unusedVarsFiles }: Context, name: string): boolean =>
  plays.perhaps.has(name) ||
  plays.passed.has(name) ||
  plays.passesFiles !== undefined ||
  unusedVarsFiles.hasSecretsAside ||
  [...unusedVarsFiles.unread.values()].some(({ file }) =>
    variablesOf(file).some((variable) => variable.name === name),
  );

/** A name that says where its value is kept: nobody but the inventory defines one. */
export const isVaultName = (name: string): boolean => /^vault(?:ed|s)?_|_vault(?:ed)?$/i.test(name);
