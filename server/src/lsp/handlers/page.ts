// Answers `k3sInventory/page`.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { rulePage, variablePage } from '../../core/index.ts';
import { rulePage as address } from '../../node/links.ts';
import { page } from '../../protocol/status.ts';
import { fromLspPage } from '../fromLsp.ts';
import type { Session } from '../session.ts';

/** Needs no document: an operator without a network reads why a rule speaks, or what a variable is for. */
export function registerPage({ connection, bundle }: Session): void {
  connection.onRequest(page.name, (params: unknown) => {
    const name = fromLspPage(params);
    if (name === undefined) return new ResponseError(ErrorCodes.InvalidParams, `${page.name}: name missing`);
    // No variable is named like a rule.
    const markdown = rulePage(name, address(name), bundle) ?? variablePage(name, bundle);
    return markdown === undefined ? null : { markdown };
  });
}
