// Answers `k3sInventory/rulePage`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { rulePage as pageOf, variablePage } from '../../core/index.ts';
import { rulePage as address } from '../../node/links.ts';
import { rulePage } from '../../protocol/status.ts';
import { fromLspRulePage } from '../fromLsp.ts';
import type { Session } from '../session.ts';

/** Needs no document: an operator without a network reads why a rule speaks, or what a variable is for. */
export function registerRulePage({ connection, bundle }: Session): void {
  connection.onRequest(rulePage.name, (params: unknown) => {
    const ruleId = fromLspRulePage(params);
    if (ruleId === undefined)
      return new ResponseError(ErrorCodes.InvalidParams, `${rulePage.name}: ruleId missing`);
    // No variable is named like a rule.
    const markdown = pageOf(ruleId, address(ruleId), bundle) ?? variablePage(ruleId, bundle);
    return markdown === undefined ? null : { markdown };
  });
}
