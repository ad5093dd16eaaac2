import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import type { TemplateShape } from '../../ansible/templates/templates.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { canHoldVault, defineEncrypted } from '../../edits/tokenFixes.ts';
import { varsLookups } from '../../edits/varsLookup.ts';
import type { Template } from '../../jinja/ast.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { endpointTemplates } from '../../k3s/endpoint.ts';
import { scopesFor, type TemplateAsMeant, templatesAsMeant } from '../../k3s/evaluation.ts';
import { isVaultName } from '../../k3s/nothingDefines.ts';
import { isOfForm, type UndefinedPart } from '../../k3s/undefinedPart.ts';
import { perItem } from '../../query/query.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { isLeftOut } from './harm.ts';
import { areKnown, mayNameNothing, namesNowhere } from './namesNowhere.ts';
import { surelyHasValue } from './surelyHasValue.ts';
import { type SuspectReference, suspectReferences } from './suspectReferences.ts';
import { findUndefinedReference, renaming } from './undefinedReferences.ts';

export const jinjaUndefinedVariable = defineRule({
  id: 'jinja-undefined-variable',
  severity: 'error',
  since: '0.1.0',
  needsNoValues: true,
  summary: msg('A template reads something that the inventory does not have'),
  why: msg(
    "Ansible fills in a value when a task needs it, and stops when a part of it is undefined: `'dict object' has no attribute 'servers'`, `\"hostvars['node9']\" is undefined`, `list object has no element 3` (seen with ansible-core 2.14).\nGroups, hosts, and their order are all in the inventory, so that a template which has no value on any host it counts for is an error; `default()`, `is defined` and `if` are taken into account.\nA variable that is defined nowhere is another matter: a play, a role, a task or `-e` may define it.\nSo the rule only warns, and only of two kinds of names.\nThe one is a slip of the keyboard away from a name that there is; where a `default()` or a question hides the slip, that is reported of groups, of hosts, of variables of other hosts, and of names that Ansible or k3s-ansible know.\nThe other says where its value is kept, such as `vault_token`: it is reported where no file that Ansible reads defines it, no file of secrets lies nearby that could, and no play, README or script gives it.\n`vars[…]` with the name of a host finds nothing, and silently leaves the word to `default()`: `vars` holds the variables of the current host by their names, `hostvars` those of the others.\nAbout the `api_endpoint` of the cluster, rules of its own say the same.",
  ),
  *check(context) {
    const { model, schema, plays } = context;
    const endpoints = new Set(endpointTemplates(context).map(({ scalar }) => scalar));
    const scopes = mayHaveUnknownGroups(context) ? undefined : scopesFor(model);
    const names = { model, schema, plays, isWhole: scopes !== undefined && !plays.makesGroups };
    // Group and host of the endpoint have rules of their own where they are sure.
    const isToldOfEndpoint = (
      { scalar }: TemplateAsMeant,
      { reference, isGuarded }: SuspectReference,
    ): boolean => endpoints.has(scalar) && reference.kind === 'group' && !isGuarded;
    const isToldElsewhere = ({ scalar, string }: TemplateAsMeant, part: UndefinedPart): boolean =>
      (endpoints.has(scalar) && OF_ENDPOINT_RULES.has(part.code)) ||
      isMissingServer(context, part) ||
      // What a repair is guessed to be is not judged by its form.
      (string.scalar !== scalar && isOfForm(part));
    const isWanted = (shape: TemplateShape): boolean =>
      (scopes !== undefined && !surelyHasValue(model, shape.template)) ||
      !suspectReferences(names, shape.template).next().done ||
      mayNameNothing(context, shape) ||
      lookupsOf(shape.template).length > 0;
    for (const counting of templatesAsMeant(context, isWanted)) {
      const { scalar } = counting;
      const { template, definition: variable } = counting.string;
      const leftOut = isLeftOut(schema.variables.get(variable.name), counting);
      const undefinedReference = scopes && findUndefinedReference(model, counting, scopes, leftOut);
      if (undefinedReference && !isToldElsewhere(counting, undefinedReference.part)) {
        const { span, message, repair } = undefinedReference;
        yield {
          ...place(counting, span),
          message,
          fixes: repair ? [fix(counting, repair, repair.safety ?? 'safe')] : [],
        };
      }
      const reported = new Set([undefinedReference?.span.start]);
      for (const suspect of suspectReferences(names, template)) {
        const { reference, meant } = suspect;
        if (reported.has(reference.span.start) || isToldOfEndpoint(counting, suspect)) continue;
        reported.add(reference.span.start);
        yield {
          ...place(counting, reference.span),
          severity: 'warning',
          message: describe(suspect, variable.name),
          fixes: [fix(counting, renaming(reference, meant), 'unsafe')],
        };
      }
      for (const { name, span } of namesNowhere(context, counting))
        if (!reported.has(span.start))
          yield {
            ...place(counting, span),
            // A setting that is lost silently is worse; secrets are often in a separate file that is not here.
            severity:
              areKnown(plays) || (leftOut && variable.name !== 'token' && !isVaultName(name))
                ? 'warning'
                : 'info',
            message: describeNowhere(name, variable.name, leftOut),
            fixes: definitionFix(context, counting, name),
          };
      if (endpoints.has(scalar)) continue;
      for (const { span } of lookupsOf(template))
        yield {
          ...place(counting, span),
          severity: 'warning',
          message: msg(
            '“vars” has no entries for hosts, so this finds nothing. Variables of other hosts are in “hostvars”.',
          ),
          fixes: [fix(counting, replace(span, 'hostvars'), 'safe')],
        };
    }
  },
});

/** What the rules about `api_endpoint` say in words of their own. */
const OF_ENDPOINT_RULES = new Set<UndefinedPart['code']>(['unknown-group', 'index', 'no-address']);

const lookupsOf = perItem((template: Template) => [...varsLookups(template)]);

function describe(
  { reference: { kind, name }, meant, isGroup, isGuarded }: SuspectReference,
  variable: string,
): Message {
  if (isGroup)
    return msg(
      '“{0}” is a group, and no variable: unless a play or a role defines one, “{1}” has no value and Ansible stops where it is needed. Write “{2}”.',
      name,
      variable,
      meant,
    );
  if (kind === 'group') return msg('The inventory has no group “{0}”. Did you mean “{1}”?', name, meant);
  if (kind === 'host') return msg('The inventory has no host “{0}”. Did you mean “{1}”?', name, meant);
  return isGuarded
    ? msg(
        'Nothing defines “{0}”, so that only the default counts, unless a play or a role does. Did you mean “{1}”?',
        name,
        meant,
      )
    : msg(
        'The inventory does not define “{0}”, and unless a play or a role does, “{1}” has no value and Ansible stops where it is needed. Did you mean “{2}”?',
        name,
        variable,
        meant,
      );
}

/** Beside the value, in the variable that says that it is in a vault. */
function definitionFix(
  { tokenVariable }: RuleContext,
  { file, string: { definition } }: TemplateAsMeant,
  name: string,
): readonly Fix[] {
  if (!isVaultName(name) || file.document === undefined || !canHoldVault({ definition, file })) return [];
  return [defineEncrypted(name, definition.name === tokenVariable)];
}

/** To the roles, a token without a value is undefined. */
function describeNowhere(name: string, variable: string, leftOut: boolean): Message {
  if (variable === 'token')
    return msg(
      'Nothing nearby defines “{0}”. Unless it is passed with -e, there is no token: the first server generates another one, or the deployment stops. Define it in an encrypted file, such as group_vars/all/vault.yml.',
      name,
    );
  if (leftOut)
    return msg(
      'Nothing nearby defines “{0}”. Unless it is passed with -e, “{1}” counts as not defined, and is silently left out. Define it, or give it a default().',
      name,
      variable,
    );
  return isVaultName(name)
    ? msg(
        'Nothing nearby defines “{0}”. Unless it is passed with -e, Ansible stops where “{1}” is needed. Define it in an encrypted file, such as group_vars/all/vault.yml.',
        name,
        variable,
      )
    : msg(
        'Nothing nearby defines “{0}”. Unless it is passed with -e, Ansible stops where “{1}” is needed. Define it, or give it a default().',
        name,
        variable,
      );
}

/** Without servers, group-missing reports it. */
function isMissingServer({ model }: RuleContext, part: UndefinedPart): boolean {
  const isEmpty = part.code === 'unknown-group' || (part.code === 'index' && part.count === 0);
  return isEmpty && part.group === clusterGroups(model)?.server;
}

function place({ uri, file, scalar, written }: TemplateAsMeant, span: Span): Omit<RuleFinding, 'message'> {
  return { uri, span: lineOf(file.source, spanInFile(file.source, scalar, written(span))) };
}

interface Repair extends Pick<Fix, 'title'> {
  readonly edits: readonly TextEdit[];
}

const replace = (span: Span, newText: string): Repair => ({
  title: msg('Replace by “{0}”', newText),
  edits: [{ span, newText }],
});

function fix(
  { file, scalar, written }: TemplateAsMeant,
  { title, edits }: Repair,
  safety: Fix['safety'],
): Fix {
  const own = edits.map(({ span, newText }) => ({ span: written(span), newText }));
  return { title, safety, preferred: true, edits: () => editsInFile(file.source, scalar, own) };
}
