// The one door of the core: what the language server, the command line and the tests may use.

export { isNamedLikeInventory } from './ansible/discovery/inventoryShape.ts';
export type { InventoryRequest } from './ansible/discovery/inventorySources.ts';
export type { DirectoryEntry, FileContent, FileSystem } from './ansible/files/fileSystem.ts';
export { createMemoryFileSystem, type MemoryFileSystem } from './ansible/files/memoryFileSystem.ts';
export { createSnapshot } from './ansible/files/snapshot.ts';
export { joinUri } from './ansible/files/uri.ts';
export { HIDDEN } from './ansible/secrets/hiddenTexts.ts';
export { isSurelyRandom } from './ansible/secrets/secretShapes.ts';
export { CORE_VERSIONS, isCoreName } from './ansible/target/targetCore.ts';
export { type OpenedFile, withDecryptedFiles } from './ansible/vault/decryptedFiles.ts';
export { vaultBlock } from './ansible/vault/vaultBlock.ts';
export {
  builtInEngine,
  type EngineFailure,
  type VaultEngine,
  type VaultSecret,
} from './ansible/vault/vaultEngine.ts';
export { parseVaultEnvelope } from './ansible/vault/vaultEnvelope.ts';
export { decryptWithKeys, type VaultKey } from './ansible/vault/vaultKeys.ts';
export { describeFailure } from './ansible/vault/vaultMessages.ts';
export { vaultPassword } from './ansible/vault/vaultPassword.ts';
export type { FixSafety, Severity } from './diagnostics/rule.ts';
export { type InventoryWish, newInventory, type SealedSecrets } from './features/completion/newInventory.ts';
export { variablePage } from './features/hover/variablePage.ts';
export type { FoldingRange } from './features/names/foldingRanges.ts';
export { rolesText } from './features/wording/rolesText.ts';
export type { ByteSource } from './k3s/airgap/byteSource.ts';
export type { RowState } from './k3s/airgap/rows.ts';
export { isProjectFile } from './k3s/project/projectFile.ts';
export type { Recognition } from './k3s/recognition.ts';
export { nearestOf } from './k3s/schema/nearMiss.ts';
export { createShownLines, ELLIPSIS } from './k3s/secrets/shownLine.ts';
export type * from './libraryTypes.ts';
export { listRules, type RuleSummary } from './rules/listRules.ts';
export { rulePage } from './rules/rulePage.ts';
export * from './services/airgapReport.ts';
export type { InlayHintInfo, SignatureInfo, TokenInfo } from './services/assistance.ts';
export type { CheckedInventory, CheckSettings } from './services/checkedInventory.ts';
export type { ComparedNode, DifferenceAnswer } from './services/differenceAnswer.ts';
export type { DocumentStatus } from './services/documentStatus.ts';
export * from './services/inventoryQueries.ts';
export type { CodeLensInfo } from './services/margins.ts';
export { type MigrationAnswer, migrateInventory } from './services/migration/migration.ts';
export * from './services/migration/migrationText.ts';
export type { FoundSymbol, HoverInfo, InventoryEdits, SymbolInfo } from './services/navigation.ts';
export {
  nodePreviewsIn,
  type PlaceOnNode,
  type PreviewedCluster,
  type PreviewedHost,
} from './services/nodePreviews.ts';
export type { Notice } from './services/notices.ts';
export { type PreflightAnswer, preflight } from './services/preflight/preflight.ts';
export * from './services/preflight/preflightText.ts';
export type { PreviewAnswer, PreviewedNode } from './services/previewAnswer.ts';
export { CONFIGURATION } from './services/projectService.ts';
export {
  applyRangeEdits,
  type DocumentEdits,
  type FileRange,
  type RangeEdit,
  type TextRange,
} from './services/ranges.ts';
export type { ExplainedRecognition } from './services/recognitionText.ts';
export { ABOUT_BROKEN_FILES, NEED_NO_VALUES } from './services/ruleSets.ts';
export * from './services/service.ts';
export { taskLine } from './services/taskAnswer.ts';
export type { TopologyAnswer } from './services/topologyAnswer.ts';
export { projectPasswordFile, readVaultConfig } from './services/vaultConfig.ts';
export type { ChangeOutcome, FileChange } from './services/vaultPlace.ts';
export type { OfferedVaultAction } from './services/vaultService.ts';
export type { IndexWatcher } from './session/inventoryIndex.ts';
export { fingerprint } from './text/fingerprint.ts';
export { lineDiff } from './text/lineDiff.ts';
export { escapeMarkdown, markdown } from './text/markdown.ts';
export { type Bundle, formatMessage, type Message, msg } from './text/message.ts';
export { ownValue } from './text/ownValue.ts';
export { createSourceText, type LineColumn, lineSpan, offsetAt, type SourceText } from './text/sourceText.ts';
export { visible, visibleJson, visibleLines } from './text/visible.ts';
