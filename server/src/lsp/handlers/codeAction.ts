import { type CodeAction, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { OfferedAction } from '../../core/index.ts';
import { editFor } from '../forClient.ts';
import { fromLspActionData, fromLspRange } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspCodeAction, toLspVaultAction, toLspWorkspaceEdit } from '../toLsp.ts';

/**
 * Offers fixes without edits; edits are made when the user picks one, against the text as it is then, or at once for a
 * client that does not come back.
 */
export function registerCodeActions({ connection, documents, service, settings, features }: Session): void {
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const version = documents.get(uri)?.version;
    if (version === undefined || !features.codeActionLiterals) return [];
    const offers = await service.offerFixes(uri, fromLspRange(range), await settings.rulesFor(uri));
    const canDo = ({ request }: OfferedAction): boolean =>
      !request || (features.prompts && (request !== 'encrypt-file' || features.createsFiles));
    const fixes = offers.filter(canDo).map((offer) => {
      const shown = context.diagnostics.filter(
        (d) => d.code === offer.ruleId && d.range.start.line === offer.start.line,
      );
      return toLspCodeAction(uri, version, offer, shown);
    });
    const vault = features.prompts ? await service.vaultActions(uri, fromLspRange(range)) : [];
    const known = features.resolvesEdits ? fixes : await withEdits(fixes);
    return [...known, ...vault.map((offer) => toLspVaultAction(uri, version, offer))];
  });

  async function withEdits(fixes: readonly CodeAction[]): Promise<readonly CodeAction[]> {
    const all = await Promise.all(fixes.map(resolved));
    return all.flatMap((action) => (action instanceof ResponseError ? [] : [action]));
  }

  async function resolved(action: CodeAction): Promise<CodeAction | ResponseError> {
    const data = fromLspActionData(action.data);
    if (!data) return action;
    const outcome = await service.applyFix(data.uri, data.reference, await settings.rulesFor(data.uri));
    if ('refused' in outcome) return new ResponseError(LSPErrorCodes.ContentModified, outcome.refused);
    return { ...action, edit: editFor(toLspWorkspaceEdit(data.uri, outcome), features) };
  }

  connection.onCodeActionResolve(async (action) => (await resolved(action)) as CodeAction);
}
