// Types that those of the door are made of: whoever uses the core as a library can name each of them.

export type { TreeSearch } from './ansible/discovery/candidates.ts';
export type { PlayVarsRequest } from './ansible/discovery/inventorySources.ts';
export type { Owner } from './ansible/model/model.ts';
export type { CoreName } from './ansible/target/targetCore.ts';
export type { FileOpener } from './ansible/vault/decryptedFiles.ts';
export type { DecryptFailure, EncryptFailure } from './ansible/vault/vault.ts';
export type { SealedVault } from './ansible/vault/vaultCipher.ts';
export type {
  AesCtrParams,
  Pbkdf2Params,
  VaultCrypto,
  VaultKey as VaultCryptoKey,
  VaultKeyUsage,
  VaultSubtle,
} from './ansible/vault/vaultCrypto.ts';
export type { VaultEnvelope, VaultProblem, VaultProblemCode } from './ansible/vault/vaultEnvelope.ts';
export type { FixReference, Suppression } from './diagnostics/fixes.ts';
export type { MayGoOn, RuleSettings } from './diagnostics/runRules.ts';
export type { AuditOptions } from './features/airgap/airgapAudit.ts';
export type { JsonValue, ShownValue } from './features/hover/explain.ts';
export type { RolesNamed } from './features/wording/rolesText.ts';
export type { HashWatcher, Unreadable } from './k3s/airgap/byteSource.ts';
export type { AuditWatcher } from './k3s/airgap/checksumRows.ts';
export type { Download } from './k3s/airgap/downloads.ts';
export type { FileDifference, Sameness } from './k3s/roles/difference/difference.ts';
export type { PreviewedFile } from './k3s/roles/node.ts';
export type { TokenAgreement } from './k3s/roles/preview.ts';
export type { ShownLine } from './k3s/secrets/shownLine.ts';
export type { Assistance } from './services/assistance.ts';
export type { CheckedBy } from './services/checkedInventory.ts';
export type { StateAnswer } from './services/differenceAnswer.ts';
export type { StatusService } from './services/documentStatus.ts';
export type { Margins } from './services/margins.ts';
export type { MigratedFinding, MigrationOptions } from './services/migration/migration.ts';
export type { Navigation } from './services/navigation.ts';
export type { NodePreviews, PreviewedNodeName, PreviewedText } from './services/nodePreviews.ts';
export type { PreflightOptions, PreflightReason, Verdict } from './services/preflight/preflight.ts';
export type { ReasonKind } from './services/preflight/reason.ts';
export type { PreviewWish } from './services/previewAnswer.ts';
export type { EncryptSecretRequest, SecretService } from './services/secretService.ts';
export type { PreviewedTask } from './services/taskAnswer.ts';
export type { TopologyPart, TopologyProblem } from './services/topologyAnswer.ts';
export type { ProjectPasswordFile, VaultConfig } from './services/vaultConfig.ts';
export type { Refused, VaultPlace } from './services/vaultPlace.ts';
export type { FoundVault, NewSecrecy, VaultService } from './services/vaultService.ts';
export type { WorkspaceSymbols } from './services/workspaceSymbols.ts';
export type { TextChange } from './text/findChange.ts';
export type { LineChange } from './text/lineDiff.ts';
export type { Markdown } from './text/markdown.ts';
export type { MessageValue } from './text/message.ts';
export type { PiecedText } from './text/piecedText.ts';
export type { Span } from './text/span.ts';
export type { TextEdit } from './text/textEdit.ts';
export type {
  ScalarStyle,
  ScalarType,
  YamlAlias,
  YamlMapping,
  YamlNode,
  YamlNodeBase,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from './yaml/tree.ts';
