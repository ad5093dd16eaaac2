// Answers textDocument/codeAction and codeAction/resolve.
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { CONFIGURATION, formatMessage, type Message, msg, type OfferedAction } from '../../core/index.ts';
import { type Command, commandId } from '../../protocol/commands.ts';
import { answering } from '../answer.ts';
import { FIX_ALL } from '../capabilities.ts';
import { editFor } from '../forClient.ts';
import { fromLspActionData, fromLspRange } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspCodeAction, toLspVaultAction, toLspWorkspaceEdit } from '../toLsp.ts';

/**
 * Offers fixes without edits; the edits are computed when the user picks one, against the text as it is then. A client
 * that cannot resolve gets them at once.
 */
export function registerCodeAction(session: Session): void {
  const { connection, documents, service, settings, features } = session;
  const fixesIn = answering(session, 'fixes', [], async (params: CodeActionParams, version: number) => {
    const { textDocument, range, context } = params;
    const { uri } = textDocument;
    const offers = await service.offerFixes(uri, fromLspRange(range), await settings.checksFor(uri));
    const canDo = ({ request }: OfferedAction): boolean =>
      !request ||
      ((features.prompts || (features.executesOnServer && NEEDS_NO_ANSWER.has(request))) &&
        (request !== 'encrypt-file' || features.createsFiles));
    const fixes = withOnePreferred(offers.filter(canDo)).map((offer) => {
      const shown = context.diagnostics.filter(
        (d) => d.code === offer.ruleId && d.range.start.line === offer.start.line,
      );
      return toLspCodeAction(uri, version, offer, shown);
    });
    return features.resolvesEdits ? fixes : await withEdits(fixes);
  });

  const vaultActionsIn = answering(
    session,
    'vault actions',
    [],
    async ({ textDocument: { uri }, range }: CodeActionParams, version: number) => {
      const offers = features.prompts ? await service.vaultActions(uri, fromLspRange(range)) : [];
      return offers.map((offer) => toLspVaultAction(uri, version, offer));
    },
  );

  const fixAllIn = answering(
    session,
    'all fixes',
    [],
    async ({ textDocument: { uri } }: CodeActionParams): Promise<readonly CodeAction[]> => {
      const fixes = await service.fixAll(uri, await settings.checksFor(uri));
      if (!fixes) return [];
      const edit = editFor(toLspWorkspaceEdit(uri, fixes), features);
      return [{ title: formatMessage(msg('Make all safe fixes'), session.bundle), kind: FIX_ALL, edit }];
    },
  );

  connection.onCodeAction(async (params) => {
    const version = documents.get(params.textDocument.uri)?.version;
    if (version === undefined || !features.codeActionLiterals) return [];
    // Requested by kind, on saving or from a menu: not a fix of the place where the cursor is.
    const wanted = params.context.only ?? [];
    if (wanted.some((kind) => FIX_ALL === kind || FIX_ALL.startsWith(`${kind}.`)))
      return [...(await fixAllIn(params))];
    return [
      ...(await fixesIn(params, version)),
      ...(await vaultActionsIn(params, version)),
      ...(features.prompts ? ruleActions(params, session.bundle) : []),
    ];
  });

  /** A fix that fails is left out. */
  async function withEdits(fixes: readonly CodeAction[]): Promise<readonly CodeAction[]> {
    const editsOf = answering<[CodeAction], CodeAction | ResponseError | undefined>(
      session,
      'fix',
      undefined,
      resolved,
    );
    const all = await Promise.all(fixes.map(editsOf));
    return all.flatMap((action) => (!action || action instanceof ResponseError ? [] : [action]));
  }

  async function resolved(action: CodeAction): Promise<CodeAction | ResponseError> {
    const data = fromLspActionData(action.data);
    if (!data) return action;
    const outcome = await service.applyFix(data.uri, data.reference, await settings.checksFor(data.uri));
    if ('refused' in outcome) return new ResponseError(LSPErrorCodes.ContentModified, outcome.refused);
    return { ...action, edit: editFor(toLspWorkspaceEdit(data.uri, outcome), features) };
  }

  connection.onCodeActionResolve(async (action) => (await resolved(action)) as CodeAction);
}

/** What a server can carry out that has a password and nobody to ask. */
const NEEDS_NO_ANSWER: ReadonlySet<OfferedAction['request']> = new Set([
  'encrypt-indirect',
  'encrypt-inline',
  'encrypt-file',
  'generate-encrypted',
]);

/** Of a finding's preferred fixes, the one that asks the user for something makes more of it than the others. */
function withOnePreferred(offers: readonly OfferedAction[]): readonly OfferedAction[] {
  const asking = new Set(offers.filter((o) => o.preferred && o.request).map(({ ruleId }) => ruleId));
  return offers.map((offer) =>
    asking.has(offer.ruleId) && !offer.request ? { ...offer, preferred: false } : offer,
  );
}

/** About the rules whose findings are shown at the place: to read why, and to switch off. */
function ruleActions({ context }: CodeActionParams, bundle: Session['bundle']): readonly CodeAction[] {
  const own = context.diagnostics.filter(({ source }) => source === 'k3s-inventory');
  const ids = [...new Set(own.flatMap(({ code }) => (typeof code === 'string' ? [code] : [])))];
  const action = (command: Command, title: Message, ruleId: string): CodeAction => ({
    title: formatMessage(title, bundle),
    kind: CodeActionKind.QuickFix,
    diagnostics: own.filter(({ code }) => code === ruleId),
    command: { title: formatMessage(title, bundle), command: commandId(command), arguments: [ruleId] },
  });
  return ids
    .filter((id) => id !== CONFIGURATION)
    .flatMap((id) => [
      action('turnRuleOff', msg('Turn {0} off in this workspace', id), id),
      action('openPage', msg('Why {0}? Open its page', id), id),
    ]);
}
