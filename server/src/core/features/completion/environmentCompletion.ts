// Completion of variables of the environment: the keys of extra_install_envs, the lines of extra_service_envs, and the
// values of both.
import type { ModelFile } from '../../ansible/model/model.ts';
import { choicesOf, flagOfVariable, flagVariables } from '../../k3s/config/flags.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { INSTALLER_ENVS, SERVICE_ENVS } from '../../k3s/roles/environment.ts';
import { isHandedOn } from '../../k3s/roles/installScript.ts';
import type { VariableSchema } from '../../k3s/schema/variableSchema.ts';
import type { Message } from '../../text/message.ts';
import { doubleQuoted } from '../../yaml/edits.ts';
import { type Cursor, type EnvironmentCursor, environmentCursorAt, itemCursorAt } from '../cursor/cursor.ts';
import { describeFlag } from '../wording/flagText.ts';
import type { CompletionEntry } from './completionEntry.ts';
import { keyEdit } from './keyEdit.ts';

/** `undefined` where the cursor stands in neither of them. */
export function completeEnvironment(
  { schema }: Pick<InventoryContext, 'schema'>,
  { source, document }: ModelFile,
  offset: number,
  key: Cursor | undefined,
): readonly CompletionEntry[] | undefined {
  if (key?.kind === 'key' && key.path.at(-1) === INSTALLER_ENVS)
    return namesFor(schema, INSTALLER_ENVS)
      .filter(({ name }) => !key.siblings.includes(name))
      .map(({ name, documentation }, index) => ({
        kind: 'variable',
        ...keyEdit(key, name, '"$1"'),
        documentation,
        sortText: sortText(index),
      }));
  const value = environmentCursorAt(source, document, offset);
  if (value?.carrier === INSTALLER_ENVS || value?.carrier === SERVICE_ENVS) return valuesFor(schema, value);
  const item = key ? undefined : itemCursorAt(source, document, offset);
  if (item?.path.at(-1) !== SERVICE_ENVS) return undefined;
  return namesFor(schema, SERVICE_ENVS).map(({ name, documentation }, index) => ({
    kind: 'variable',
    label: name,
    edit: { span: item.replace, newText: `${name}=` },
    isSnippet: false,
    documentation,
    sortText: sortText(index),
  }));
}

/** In a mapping always as a text: what YAML reads as true or false reaches the installer as `True` or `False`. */
const valuesFor = (
  { installVariables }: VariableSchema,
  { name, quote, needsSpace, replace }: EnvironmentCursor,
): readonly CompletionEntry[] => {
  const flag = flagOfVariable(name);
  const known = installVariables.get(name);
  const texts = flag ? choicesOf(flag) : [...(known?.values ?? []), ...(known?.commonValues ?? [])];
  return texts.map((text, index) => ({
    kind: 'value',
    label: text,
    edit: {
      span: replace,
      newText: (needsSpace ? ' ' : '') + (quote === '' ? doubleQuoted(text) : text),
    },
    isSnippet: false,
    // An editor compares with what is replaced, which has no quotes.
    filterText: text,
    sortText: sortText(index),
  }));
};

const sortText = (index: number): string => String(index).padStart(2, '0');

interface Name {
  readonly name: string;
  readonly documentation: readonly Message[];
}

/** Those that are read there, and that nothing of k3s-ansible sets. */
function namesFor({ installVariables }: VariableSchema, carrier: string): readonly Name[] {
  const ofInstaller = [...installVariables.values()]
    .filter(({ name, effect }) => effect === 'used' && (carrier === INSTALLER_ENVS || isHandedOn(name)))
    .map(({ name, description }) => ({ name, documentation: [description] }));
  const ofFlags = [...flagVariables()]
    .filter(([name, { setByRole, deprecatedFor }]) => {
      const isRead = carrier === SERVICE_ENVS || name.startsWith('K3S_');
      return isRead && !setByRole && !deprecatedFor && !installVariables.has(name);
    })
    .map(([name, flag]) => ({ name, documentation: describeFlag(flag) }));
  return carrier === INSTALLER_ENVS ? [...ofInstaller, ...ofFlags] : [...ofFlags, ...ofInstaller];
}
