// References of templates to groups, hosts and addresses that the inventory does not have, proved on every host that
// the template counts for, and what was meant.
import type { InventoryModel } from '../../ansible/model/model.ts';
import { referencesInTemplate, type TemplateReference } from '../../ansible/templates/templateReferences.ts';
import type { VariableTemplate } from '../../ansible/templates/templates.ts';
import {
  type EvaluationScope,
  evaluateExpression,
  evaluateTemplate,
  type SureError,
} from '../../jinja/evaluate.ts';
import { type CountingTemplate, hostsToAsk } from '../../k3s/evaluation.ts';
import { fallbackFor } from '../../k3s/hostFallback.ts';
import { nearestName } from '../../k3s/schema/nearMiss.ts';
import { findUndefinedPart, type UndefinedPart } from '../../k3s/undefinedPart.ts';
import { type Message, msg } from '../../text/message.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** A part of a template that is surely undefined, with a message for its kind. */
export interface UndefinedReference {
  readonly part: UndefinedPart;
  /** In offsets of the template, as are the edits. */
  readonly span: Span;
  readonly message: Message;
  readonly repair?: {
    readonly title: Message;
    /** Safe where it is not. */
    readonly safety?: 'unsafe';
    readonly edits: readonly TextEdit[];
  };
}

type Scopes = (host?: string) => EvaluationScope | undefined;

/** `undefined` where a value is possible on at least one host, or where something else is wrong. */
export function findUndefinedReference(
  model: InventoryModel,
  { string, hosts }: CountingTemplate,
  scopes: Scopes,
  isLeftOut: boolean,
): UndefinedReference | undefined {
  const { scalar, template, definition: variable } = string;
  const asked = hostsToAsk(model, template, hosts);
  const errors = asked?.map((host) => ({ host, error: undefinedOn(scopes(host), string) }));
  const [first] = errors ?? [];
  if (!first?.error || !errors?.every(({ error }) => error)) return undefined;
  const scope = scopes(first.host);
  const part = findUndefinedPart(
    template,
    first.error.span,
    (node) => scope && evaluateExpression(node, scope),
  );
  const consequence = isLeftOut
    ? msg('“{0}” counts as not defined, and is silently left out', variable.name)
    : msg('“{0}” has no value and Ansible stops where it is needed', variable.name);
  return part && { part, ...explain(model, part, { consequence, scalar, template }) };
}

type Undefined = Pick<SureError, 'span'>;

/** Also where another part of the text is unknown: each of its expressions has to have a value. */
function undefinedOn(
  scope: EvaluationScope | undefined,
  { scalar: { text }, template: { body } }: Pick<VariableTemplate, 'scalar' | 'template'>,
): Undefined | undefined {
  if (!scope) return undefined;
  const whole = undefinedIn(scope, text, 0);
  if (whole !== 'unknown') return whole;
  if (body.length < 2 || !body.every(({ kind }) => kind === 'output' || kind === 'data')) return undefined;
  for (const { kind, span } of body) {
    const part =
      kind === 'output' ? undefinedIn(scope, text.slice(span.start, span.end), span.start) : undefined;
    if (part && part !== 'unknown') return part;
  }
  return undefined;
}

/** `at` is where the text begins in the whole. */
function undefinedIn(scope: EvaluationScope, text: string, at: number): Undefined | 'unknown' | undefined {
  const result = evaluateTemplate(text, scope);
  if (result.known) return undefined;
  if (!('error' in result)) return 'unknown';
  if (result.failure !== 'undefined') return undefined;
  return { span: spanOf(result.span.start + at, result.span.end + at) };
}

type TemplateUse = Pick<CountingTemplate['string'], 'scalar' | 'template'> & {
  /** What happens to the variable. */
  readonly consequence: Message;
};

function explain(
  model: InventoryModel,
  part: UndefinedPart,
  place: TemplateUse,
): Omit<UndefinedReference, 'part'> {
  switch (part.code) {
    case 'unknown-group':
      return misnamed(part.span, 'group', part.group, [...model.groups.keys()], place);
    case 'unknown-host':
      return misnamed(part.span, 'host', part.host, [...model.hosts.keys()], place);
    case 'index':
      return {
        span: part.indexSpan ?? part.span,
        message: msg(
          'Group “{0}” has {1} hosts, and none at position {2}, so {3}.',
          part.group,
          part.count,
          part.index,
          place.consequence,
        ),
      };
    case 'no-member':
      return { span: part.span, ...explainMember(model, part, place) };
    case 'several-hosts': {
      const list = place.scalar.text.slice(part.list.start, part.list.end);
      const { end } = part.list;
      return {
        span: part.list,
        message: msg(
          '“hostvars” is asked for one host, and “{0}” is a list of them, so {1}. Name one: “{0}[0]”.',
          list,
          place.consequence,
        ),
        repair: {
          title: msg('Take the first host: “{0}”', `${list}[0]`),
          safety: 'unsafe',
          edits: [{ span: { start: end, end }, newText: '[0]' }],
        },
      };
    }
    case 'no-address': {
      const fallback = fallbackFor(place.scalar, part.expression, part.host);
      const { end } = part.span;
      const edits = [{ span: { start: end, end }, newText: ` | default(${fallback})` }];
      return {
        span: part.span,
        message: msg(
          'Host “{0}” sets no ansible_host, and there is no default(), so {1}.',
          part.host,
          place.consequence,
        ),
        ...(fallback !== undefined && { repair: { title: msg('Fall back to the name of the host'), edits } }),
      };
    }
  }
}

/** A list and a text have no members; what is asked for is a variable of a host, in most cases. */
function explainMember(
  model: InventoryModel,
  { of, member, object, group, text }: Extract<UndefinedPart, { code: 'no-member' }>,
  { scalar, consequence }: TemplateUse,
): Pick<UndefinedReference, 'message' | 'repair'> {
  const written = scalar.text.slice(object.start, object.end);
  const isHost = text !== undefined && model.hosts.has(text);
  if (group === undefined && !isHost) {
    if (of === 'mapping')
      return {
        message: msg('The mapping that the inventory defines has no “{0}”, so {1}.', member, consequence),
      };
    return {
      message:
        of === 'list'
          ? msg('“{0}” is a list, and has no “{1}”, so {2}.', written, member, consequence)
          : msg('“{0}” is a text, and has no “{1}”, so {2}.', written, member, consequence),
    };
  }
  const asked = `hostvars[${isHost ? written : `${written}[0]`}]`;
  return {
    message: isHost
      ? msg(
          '“{0}” is the name of a host, and a name has no “{1}”, so {2}. The variables of a host are in “{3}”.',
          written,
          member,
          consequence,
          asked,
        )
      : msg(
          '“{0}” is a list of hosts, and has no “{1}”, so {2}. The variables of the first one are in “{3}”.',
          written,
          member,
          consequence,
          asked,
        ),
    repair: {
      title: msg('Replace by “{0}”', asked),
      ...(!isHost && { safety: 'unsafe' as const }),
      edits: [{ span: object, newText: asked }],
    },
  };
}

function misnamed(
  around: Span,
  kind: 'group' | 'host',
  name: string,
  names: readonly string[],
  { template, consequence }: TemplateUse,
): Omit<UndefinedReference, 'part'> {
  const reference = referencesInTemplate(template).find(
    ({ kind: other, name: named, span }) =>
      other === kind && named === name && around.start <= span.start && span.end <= around.end,
  );
  const near = nearestName(name, names.filter(isPlainName));
  const fallen =
    kind === 'group'
      ? msg('The inventory has no group “{0}”, so {1}.', name, consequence)
      : msg('The inventory has no host “{0}”, so {1}.', name, consequence);
  const repair = near !== undefined && reference ? renaming(reference, near) : undefined;
  return {
    span: reference?.span ?? around,
    message: near === undefined ? fallen : msg('{0} Did you mean “{1}”?', fallen, near),
    ...(repair && { repair }),
  };
}

const isPlainName = (name: string): boolean => /^[\w.-]+$/.test(name);

/** Behind a dot only names fit. */
export function renaming(
  { span, dotSpan }: TemplateReference,
  near: string,
): NonNullable<UndefinedReference['repair']> {
  const isName = /^[A-Za-z_]\w*$/.test(near);
  const edit = dotSpan && !isName ? { span: dotSpan, newText: `['${near}']` } : { span, newText: near };
  return { title: msg('Replace by “{0}”', near), edits: [edit] };
}
