// The one door of the core: what the language server, the command line and the tests may use.

export type { ByteSource } from './airgap/byteSource.ts';
export type { RowState } from './airgap/rows.ts';
export * from './airgapReport.ts';
export type { Assistance, InlayHintInfo, SignatureInfo, TokenInfo } from './assistance.ts';
export * from './inventoryQueries.ts';
export type { FoundSymbol, InventoryEdits, Navigation, SymbolInfo } from './navigation.ts';
export type { DocumentEdits, Place, RangeEdit, TextRange } from './ranges.ts';
export type { Remark } from './remarks.ts';
export { listRules, type RuleSummary } from './rules/listRules.ts';
export type { FixSafety, Severity } from './rules/rule.ts';
export type { RuleSettings } from './rules/runRules.ts';
export * from './service.ts';
export { type Bundle, formatMessage, type Message, msg } from './text/message.ts';
export { createSourceText, type LineColumn, offsetAt, type SourceText } from './text/sourceText.ts';
export { vaultBlock } from './vault/vaultBlock.ts';
export type { VaultCrypto } from './vault/vaultCrypto.ts';
export {
  builtInEngine,
  type EngineFailure,
  type VaultEngine,
  type VaultSecret,
} from './vault/vaultEngine.ts';
export { parseVaultEnvelope } from './vault/vaultEnvelope.ts';
export { describeFailure } from './vault/vaultMessages.ts';
export { vaultPassword } from './vault/vaultPassword.ts';
export { createVaultConfig } from './vaultConfig.ts';
export type * from './vaultService.ts';
export type { TreeSearch } from './workspace/candidates.ts';
export type { DirectoryEntry, FileContent, Host } from './workspace/host.ts';
export type { IndexWatcher } from './workspace/inventoryIndex.ts';
export type { InventoryRequest } from './workspace/inventorySources.ts';
export type { Recognition } from './workspace/recognition.ts';
export { createSnapshot } from './workspace/snapshot.ts';
export { joinUri } from './workspace/uri.ts';
