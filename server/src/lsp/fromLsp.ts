// The only place where values of the protocol are converted for the core; everything that is received is checked here.
import type { Position, Range } from 'vscode-languageserver';
import type { CheckSettings, LineColumn, OfferedAction, Severity, TextRange } from '../core/index.ts';
import type { AirgapParams } from '../protocol/airgap.ts';
import type { NewInventoryParams } from '../protocol/newInventory.ts';
import { type HostParams, INVENTORY_STATES, type NodeLineParams } from '../protocol/preview.ts';
import { ENCRYPTION_FORMS, type EncryptionForm } from '../protocol/vault.ts';

/** Both count from zero, in UTF-16 units. */
export const fromLspPosition = ({ line, character }: Position): LineColumn => ({ line, column: character });

/** See {@link fromLspPosition}; the end is exclusive. */
export const fromLspRange = ({ start, end }: Range): TextRange => ({
  start: fromLspPosition(start),
  end: fromLspPosition(end),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const SEVERITIES: ReadonlyMap<string, Severity | 'off'> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'info'],
  ['off', 'off'],
]);

/** The settings `k3sInventory.rules`, whose entries that are no severities are ignored, and `k3sInventory.anyInventory`. */
export function fromLspSettings(value: unknown): CheckSettings {
  const given = isRecord(value) ? value : {};
  const rules = isRecord(given.rules) ? given.rules : {};
  const severities = Object.fromEntries(
    Object.entries(rules).flatMap(([id, setting]) => {
      const severity = typeof setting === 'string' ? SEVERITIES.get(setting) : undefined;
      return severity ? [[id, severity]] : [];
    }),
  );
  return { rules: severities, anyInventory: given.anyInventory === true };
}

/** The setting `k3sInventory.inlayHints`, on unless it is switched off. */
export const fromLspInlayHints = (value: unknown): boolean => !isRecord(value) || value.inlayHints !== false;

const SCOPES = ['openFiles', 'inventory', 'workspace'] as const;
/** The values of the setting `k3sInventory.diagnostics.scope`. */
export type DiagnosticsScope = (typeof SCOPES)[number];

/** The setting `k3sInventory.diagnostics.scope`. */
export function fromLspScope(value: unknown): DiagnosticsScope {
  const given = isRecord(value) && isRecord(value.diagnostics) ? value.diagnostics.scope : undefined;
  return SCOPES.find((scope) => scope === given) ?? 'inventory';
}

/** The setting `k3sInventory.ansibleCore`; whatever is no version is left to the project. */
export const fromLspAnsibleCore = (value: unknown): string | undefined =>
  isRecord(value) && typeof value.ansibleCore === 'string' ? value.ansibleCore : undefined;

/** The setting `k3sInventory.search.exclude`; nothing where it is no list of names. */
export function fromLspExclude(value: unknown): readonly string[] | undefined {
  const given = isRecord(value) && isRecord(value.search) ? value.search.exclude : undefined;
  if (!Array.isArray(given)) return undefined;
  return given.filter((name) => typeof name === 'string' && name !== '');
}

/** The data that a code action carries from offer to resolve. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly reference: OfferedAction['reference'];
}

/** A client may send anything back: `undefined` where it is not what was offered. */
export function fromLspActionData(data: unknown): ActionData | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string' || typeof data.version !== 'number') return undefined;
  const reference = data.reference;
  if (!isRecord(reference) || typeof reference.ruleId !== 'string' || !isRecord(reference.span))
    return undefined;
  const { start, end } = reference.span;
  const fix = reference.fix;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  if (typeof fix !== 'number' && fix !== 'noqa' && fix !== 'noqa-file') return undefined;
  return {
    uri: data.uri,
    version: data.version,
    reference: { ruleId: reference.ruleId, span: { start, end }, fix },
  };
}

/** `undefined` where the parameters are not those of the protocol. */
export function fromLspAirgapRequest(params: unknown): AirgapParams | undefined {
  if (!isRecord(params) || typeof params.uri !== 'string') return undefined;
  const { uri, partialResultToken: token, playbookFolder } = params;
  return {
    uri,
    ...((typeof token === 'string' || typeof token === 'number') && { partialResultToken: token }),
    ...(typeof playbookFolder === 'string' && { playbookFolder }),
  };
}

/** A node, its state or a line of one of its files. */
export function fromLspHostRequest(
  params: unknown,
): (Pick<HostParams, 'uri' | 'host'> & Partial<HostParams & NodeLineParams>) | undefined {
  if (!isRecord(params) || typeof params.uri !== 'string' || typeof params.host !== 'string')
    return undefined;
  const { uri, host, path, line } = params;
  const state = INVENTORY_STATES.find((known) => known === params.state);
  return {
    uri,
    host,
    ...(state && { state }),
    ...(typeof params.tasks === 'boolean' && { tasks: params.tasks }),
    ...(typeof path === 'string' && { path }),
    ...(typeof line === 'number' && { line }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** Checks every property, because the wish becomes the text of files. */
export function fromLspNewInventory(params: unknown): NewInventoryParams | undefined {
  if (!isRecord(params) || !isRecord(params.wish) || !isRecord(params.sealed)) return undefined;
  const { wish, sealed } = params;
  const isWhole =
    [wish.servers, wish.agents].every(areTexts) &&
    [wish.user, wish.version, sealed.token].every(isText) &&
    [wish.endpoint, wish.airgapDir, sealed.datastore].every(isTextOrAbsent);
  return isWhole ? ({ wish, sealed } as unknown as NewInventoryParams) : undefined;
}

/** Parameters of the requests about vault texts, as the client sends them. */
export interface VaultRequest {
  readonly uri: string;
  readonly version?: number;
  readonly position?: LineColumn;
  readonly form?: EncryptionForm;
  readonly password?: string;
  /** The source the password is to come from, as `label@path`. */
  readonly source?: string;
  readonly vaultId?: string;
  readonly newPassword?: string;
  readonly newVaultId?: string;
  readonly vaultText?: string;
  readonly plaintext?: string;
  /** The program to use in place of the built-in engine. */
  readonly engine?: string;
}

const TEXTS = [
  'password',
  'source',
  'vaultId',
  'newPassword',
  'newVaultId',
  'vaultText',
  'plaintext',
  'engine',
] as const;

/** `undefined` where a parameter is missing or has another type. */
export function fromLspVaultRequest(params: unknown): VaultRequest | undefined {
  if (!isRecord(params) || typeof params.uri !== 'string') return undefined;
  const { uri, version, position } = params;
  const form = ENCRYPTION_FORMS.find((known) => known === params.form);
  const texts = TEXTS.flatMap((name) => {
    const value = params[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return {
    uri,
    ...Object.fromEntries(texts),
    ...(form && { form }),
    ...(typeof version === 'number' && { version }),
    ...(isPosition(position) && { position: fromLspPosition(position) }),
  };
}

const isPosition = (value: unknown): value is Position =>
  isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number';

/** The rule or variable whose page is requested. */
export const fromLspPage = (params: unknown): string | undefined =>
  isRecord(params) && typeof params.name === 'string' ? params.name : undefined;
