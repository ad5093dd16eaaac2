// What prevents an inventory from being known completely: what cannot be read here, and what Ansible refuses. No
// findings of rules, but limits of every answer about the inventory.

import { baseName } from '../ansible/files/uri.ts';
import type { InventoryModel, StructureProblem, UnknownSource } from '../ansible/model/model.ts';
import { runRules } from '../diagnostics/runRules.ts';
import { describeUnknown } from '../features/hover/unknownSource.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { rules } from '../rules/index.ts';
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import { type FileRange, toRange } from './ranges.ts';

/** A limit of what is known; with a range where one place is the reason. */
export interface Notice extends Partial<FileRange> {
  readonly uri: string;
  readonly message: string;
}

/** Sources that may define more than is known; those that Ansible refuses are not among them. */
export function unknownsIn(context: InventoryContext, bundle: Bundle): readonly Notice[] {
  const { unknowns, problems } = context.model;
  return [
    ...unknowns.filter(isNoRefusal).map((unknown) => noticeOn(unknown, bundle)),
    ...coresIn(context.model, bundle),
    ...problems
      .filter(isTooLarge)
      .map(({ uri, span, subject }) => placedNotice(context, uri, span, tooLarge(subject), bundle)),
  ];
}

/** A project that names two versions of ansible-core. */
function coresIn({ core: { named, other, version } }: InventoryModel, bundle: Bundle): readonly Notice[] {
  if (!named || !other) return [];
  const message = msg(
    'This names another ansible-core than {0}, which counts here: answers are for {1}.',
    baseName(named.uri),
    version,
  );
  return [{ uri: other.uri, message: formatMessage(message, bundle) }];
}

/** Sources whose bytes cannot be read as a text at all. */
export const unreadIn = ({ model }: InventoryContext, bundle: Bundle): readonly Notice[] =>
  model.unknowns
    .filter(({ reason, owner }) => !owner && REFUSED.has(reason) && reason !== 'unparsable')
    .map((unknown) => noticeOn(unknown, bundle));

/** The reason in the user’s language; it holds for the whole source. */
export const noticeOn = (unknown: UnknownSource, bundle: Bundle): Notice => ({
  uri: unknown.uri,
  message: formatMessage(describeUnknown(unknown), bundle),
});

/** Sources that Ansible refuses to read, in the words of the rules. */
export function refusalsIn(context: InventoryContext, bundle: Bundle): readonly Notice[] {
  const about = rules.filter((rule) => rule.aboutRefusal);
  // A rule that throws is reported by `check`, which runs them all.
  const findings = runRules(about, context, { settings: {}, onRuleError: () => undefined });
  return findings.map(({ uri, span, message }) => placedNotice(context, uri, span, message, bundle));
}

/** Ansible has hosts that are missing here. */
export const isCutShort = (model: InventoryModel): boolean => model.problems.some(isTooLarge);

/** A rule reports it. */
const REFUSED = new Set<UnknownSource['reason']>([
  'unparsable',
  'missing',
  'unreadable',
  'utf-16',
  'special-file',
  'too-large',
]);

const isNoRefusal = ({ reason }: UnknownSource): boolean => !REFUSED.has(reason);

const isTooLarge = ({ code }: StructureProblem): boolean => code === 'range-too-large';

const tooLarge = (pattern: string): Message =>
  msg('"{0}" stands for more hosts than are read here; they are left out.', pattern);

function placedNotice(
  { files }: InventoryContext,
  uri: string,
  span: Span,
  message: Message,
  bundle: Bundle,
): Notice {
  const source = files.get(uri)?.source;
  return { uri, message: formatMessage(message, bundle), ...(source && toRange(source, span)) };
}
