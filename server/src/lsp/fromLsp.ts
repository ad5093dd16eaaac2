// The only place where the protocol's values become the core's; what comes over the wire is checked here.
import type { Position, Range } from 'vscode-languageserver';
import type {
  EncryptTokenRequest,
  LineColumn,
  OfferedAction,
  RuleSettings,
  Severity,
  TextRange,
} from '../core/index.ts';

export const fromLspPosition = ({ line, character }: Position): LineColumn => ({ line, column: character });

export const fromLspRange = ({ start, end }: Range): TextRange => ({
  start: fromLspPosition(start),
  end: fromLspPosition(end),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const SEVERITIES: Readonly<Record<string, Severity | 'off'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  off: 'off',
};

/** The setting `k3sInventory.rules`; entries that are not severities are ignored. */
export function fromLspSettings(value: unknown): RuleSettings {
  const rules = isRecord(value) && isRecord(value.rules) ? value.rules : {};
  return Object.fromEntries(
    Object.entries(rules).flatMap(([id, setting]) => {
      const severity = typeof setting === 'string' ? SEVERITIES[setting] : undefined;
      return severity ? [[id, severity]] : [];
    }),
  );
}

/** What a code action carries from offer to resolve. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly reference: OfferedAction['reference'];
}

export function fromLspActionData(data: unknown): ActionData | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string' || typeof data.version !== 'number') return undefined;
  const reference = data.reference;
  if (!isRecord(reference) || typeof reference.ruleId !== 'string' || !isRecord(reference.span))
    return undefined;
  const { start, end } = reference.span;
  const fix = reference.fix;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  if (typeof fix !== 'number' && fix !== 'noqa') return undefined;
  return {
    uri: data.uri,
    version: data.version,
    reference: { ruleId: reference.ruleId, span: { start, end }, fix },
  };
}

/** Parameters of `k3sInventory/encryptToken`, as `client/src/encryptToken.ts` sends them. */
export function fromLspEncryptRequest(params: unknown): EncryptTokenRequest | undefined {
  if (!isRecord(params)) return undefined;
  const { uri, form, password, vaultId, version, position } = params;
  if (typeof uri !== 'string' || typeof password !== 'string') return undefined;
  if (form !== 'encrypt-indirect' && form !== 'encrypt-inline') return undefined;
  return {
    uri,
    form,
    password,
    ...(typeof vaultId === 'string' && { vaultId }),
    ...(typeof version === 'number' && { version }),
    ...(isPosition(position) && { position: fromLspPosition(position) }),
  };
}

const isPosition = (value: unknown): value is Position =>
  isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number';
