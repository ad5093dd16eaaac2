// The legend of semantic tokens that is announced to clients.
import type { SemanticTokensLegend } from 'vscode-languageserver';
import type { TokenInfo } from '../core/index.ts';

/** The types of tokens as numbers of the protocol: their indexes in the legend. */
export const TOKEN_NUMBERS: Readonly<Record<TokenInfo['type'], number>> = {
  variable: 0,
  property: 1,
  parameter: 2,
  function: 3,
  method: 4,
  enumMember: 5,
  keyword: 6,
  operator: 7,
  string: 8,
  number: 9,
  comment: 10,
};

export const SEMANTIC_LEGEND: SemanticTokensLegend = {
  tokenTypes: Object.keys(TOKEN_NUMBERS),
  tokenModifiers: ['defaultLibrary'],
};
