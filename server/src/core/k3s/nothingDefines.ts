// Names that nothing nearby defines: neither the inventory, nor a play, nor a command in a text. They may still be
// passed on the command line, so findings say that.

import { bareName } from '../ansible/templates/bareName.ts';
import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { isFromAnsible } from '../ansible/variables/fromAnsible.ts';
import type { InventoryContext } from './context.ts';
import { variablesOf } from './unusedVariables.ts';

type Context = Pick<InventoryContext, 'model' | 'schema' | 'plays' | 'unusedVarsFiles'>;

/** The name that the template consists of, where nothing nearby can define it for the host (or for any host). */
export function nothingDefines(context: Context, template: string, host?: string): string | undefined {
  const name = bareName(template);
  return name === undefined || !isDefinedNowhere(context, name, host) ? undefined : name;
}

/** Whether nothing nearby can define the variable for the host (or for any host). */
export function isDefinedNowhere(context: Context, name: string, host?: string): boolean {
  const { model, schema, plays } = context;
  if (isFromAnsible(name) || model.definitionsByName.has(name) || schema.variables.has(name)) return false;
  return !mayBeGiven(context, name) && !plays.hasOwnRoles && !mayBeDefinedElsewhere(model, name, host);
}

/** By a play, on the command line, or by a file that has to be decrypted, filled in or passed first. */
const mayBeGiven = ({ plays, unusedVarsFiles }: Context, name: string): boolean =>
  plays.perhaps.has(name) ||
  plays.passed.has(name) ||
  plays.passesFiles !== undefined ||
  unusedVarsFiles.hasSecretsAside ||
  [...unusedVarsFiles.unread.values()].some(({ file }) =>
    variablesOf(file).some((variable) => variable.name === name),
  );

/** A name that says where its value is kept: only the inventory defines such names. */
export const isVaultName = (name: string): boolean => /^vault(?:ed|s)?_|_vault(?:ed)?$/i.test(name);
