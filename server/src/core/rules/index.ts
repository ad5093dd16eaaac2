// Every rule, sorted by id. Generated from the names of the files by scripts/generate.mjs; do not edit.
import type { Rule } from '../diagnostics/rule.ts';
import { airgapBinaryMissing } from './airgap/airgap-binary-missing.ts';
import { airgapDirMissing } from './airgap/airgap-dir-missing.ts';
import { airgapDirNotString } from './airgap/airgap-dir-not-string.ts';
import { airgapImagesMissing } from './airgap/airgap-images-missing.ts';
import { airgapScriptMissing } from './airgap/airgap-script-missing.ts';
import { extraManifestMissing } from './airgap/extra-manifest-missing.ts';
import { extraManifestName } from './airgap/extra-manifest-name.ts';
import { apiEndpointIndexOutOfRange } from './api-endpoint/api-endpoint-index-out-of-range.ts';
import { apiEndpointIpv6 } from './api-endpoint/api-endpoint-ipv6.ts';
import { apiEndpointJinjaSyntax } from './api-endpoint/api-endpoint-jinja-syntax.ts';
import { apiEndpointLoopback } from './api-endpoint/api-endpoint-loopback.ts';
import { apiEndpointMalformed } from './api-endpoint/api-endpoint-malformed.ts';
import { apiEndpointMissing } from './api-endpoint/api-endpoint-missing.ts';
import { apiEndpointNoDefault } from './api-endpoint/api-endpoint-no-default.ts';
import { apiEndpointNotFirstServer } from './api-endpoint/api-endpoint-not-first-server.ts';
import { apiEndpointOfNoHost } from './api-endpoint/api-endpoint-of-no-host.ts';
import { apiEndpointOfOneServer } from './api-endpoint/api-endpoint-of-one-server.ts';
import { apiEndpointPerHost } from './api-endpoint/api-endpoint-per-host.ts';
import { apiEndpointSampleAddress } from './api-endpoint/api-endpoint-sample-address.ts';
import { apiEndpointUnknownGroup } from './api-endpoint/api-endpoint-unknown-group.ts';
import { apiEndpointUrlOrPort } from './api-endpoint/api-endpoint-url-or-port.ts';
import { apiEndpointVarsLookup } from './api-endpoint/api-endpoint-vars-lookup.ts';
import { groupAndHostSameName } from './cluster/group-and-host-same-name.ts';
import { groupMissing } from './cluster/group-missing.ts';
import { groupNameInvalid } from './cluster/group-name-invalid.ts';
import { groupVarsWithoutGroup } from './cluster/group-vars-without-group.ts';
import { hostAddressMalformed } from './cluster/host-address-malformed.ts';
import { hostInBothGroups } from './cluster/host-in-both-groups.ts';
import { hostOutsideCluster } from './cluster/host-outside-cluster.ts';
import { localhostTwice } from './cluster/localhost-twice.ts';
import { sameAddressTwice } from './cluster/same-address-twice.ts';
import { serverCountEven } from './cluster/server-count-even.ts';
import { addressMalformed } from './dialects/address-malformed.ts';
import { addressOutsideNetwork } from './dialects/address-outside-network.ts';
import { addressRangeMalformed } from './dialects/address-range-malformed.ts';
import { addressTaken } from './dialects/address-taken.ts';
import { neededFlagsLost } from './dialects/needed-flags-lost.ts';
import { networkOverNodes } from './dialects/network-over-nodes.ts';
import { serverFlagsForAgents } from './dialects/server-flags-for-agents.ts';
import { serversNotJoined } from './dialects/servers-not-joined.ts';
import { valueDiffers } from './dialects/value-differs.ts';
import { valueMissing } from './dialects/value-missing.ts';
import { valueOfSample } from './dialects/value-of-sample.ts';
import { variableOfOtherProject } from './dialects/variable-of-other-project.ts';
import { variablesExclusive } from './dialects/variables-exclusive.ts';
import { jinjaDefaultOmit } from './jinja/jinja-default-omit.ts';
import { jinjaEnvLookupMayBeEmpty } from './jinja/jinja-env-lookup-may-be-empty.ts';
import { jinjaNotAFunction } from './jinja/jinja-not-a-function.ts';
import { jinjaRecursive } from './jinja/jinja-recursive.ts';
import { jinjaSyntax } from './jinja/jinja-syntax.ts';
import { jinjaUndefinedOnSomeHosts } from './jinja/jinja-undefined-on-some-hosts.ts';
import { jinjaUndefinedVariable } from './jinja/jinja-undefined-variable.ts';
import { jinjaUnknownFilter } from './jinja/jinja-unknown-filter.ts';
import { jinjaUnknownLookup } from './jinja/jinja-unknown-lookup.ts';
import { externalDatabaseSwitch } from './k3s-config/external-database-switch.ts';
import { k3sArgumentEscaped } from './k3s-config/k3s-argument-escaped.ts';
import { k3sArgumentNotRead } from './k3s-config/k3s-argument-not-read.ts';
import { k3sArgumentPercent } from './k3s-config/k3s-argument-percent.ts';
import { k3sClusterDnsOutside } from './k3s-config/k3s-cluster-dns-outside.ts';
import { k3sClusterResetLeft } from './k3s-config/k3s-cluster-reset-left.ts';
import { k3sConfigForm } from './k3s-config/k3s-config-form.ts';
import { k3sDataDirTwice } from './k3s-config/k3s-data-dir-twice.ts';
import { k3sDataDirWithoutToken } from './k3s-config/k3s-data-dir-without-token.ts';
import { k3sDatabaseNotShared } from './k3s-config/k3s-database-not-shared.ts';
import { k3sEnvironment } from './k3s-config/k3s-environment.ts';
import { k3sFlannelNone } from './k3s-config/k3s-flannel-none.ts';
import { k3sNetworksClash } from './k3s-config/k3s-networks-clash.ts';
import { k3sNodeSettingShared } from './k3s-config/k3s-node-setting-shared.ts';
import { k3sPortDiffers } from './k3s-config/k3s-port-differs.ts';
import { k3sRegistriesForm } from './k3s-config/k3s-registries-form.ts';
import { k3sSettingDiffers } from './k3s-config/k3s-setting-differs.ts';
import { k3sSettingOfRole } from './k3s-config/k3s-setting-of-role.ts';
import { k3sSettingOverruled } from './k3s-config/k3s-setting-overruled.ts';
import { k3sSettingReliedOn } from './k3s-config/k3s-setting-relied-on.ts';
import { k3sSettingUnknown } from './k3s-config/k3s-setting-unknown.ts';
import { k3sSettingValue } from './k3s-config/k3s-setting-value.ts';
import { k3sTlsSanWithoutEndpoint } from './k3s-config/k3s-tls-san-without-endpoint.ts';
import { secretPlaintext } from './secrets/secret-plaintext.ts';
import { vaultDamaged } from './secrets/vault-damaged.ts';
import { vaultTagMissing } from './secrets/vault-tag-missing.ts';
import { inventoryGroupsAsHosts } from './structure/inventory-groups-as-hosts.ts';
import { inventoryHostWithoutColon } from './structure/inventory-host-without-colon.ts';
import { inventoryHostsList } from './structure/inventory-hosts-list.ts';
import { inventoryKeySkipped } from './structure/inventory-key-skipped.ts';
import { inventorySectionTooDeep } from './structure/inventory-section-too-deep.ts';
import { inventoryUnparsable } from './structure/inventory-unparsable.ts';
import { sourceOutOfSight } from './structure/source-out-of-sight.ts';
import { yamlDuplicateKey } from './structure/yaml-duplicate-key.ts';
import { yamlUnquotedJinja } from './structure/yaml-unquoted-jinja.ts';
import { tokenAsArgument } from './token/token-as-argument.ts';
import { tokenDiffers } from './token/token-differs.ts';
import { tokenEmpty } from './token/token-empty.ts';
import { tokenInlineVault } from './token/token-inline-vault.ts';
import { tokenMadeAnew } from './token/token-made-anew.ts';
import { tokenMissing } from './token/token-missing.ts';
import { tokenMultiline } from './token/token-multiline.ts';
import { tokenNotString } from './token/token-not-string.ts';
import { tokenPlaceholder } from './token/token-placeholder.ts';
import { tokenPlaintext } from './token/token-plaintext.ts';
import { tokenRegexCharacters } from './token/token-regex-characters.ts';
import { tokenTwice } from './token/token-twice.ts';
import { tokenUnsafeCharacters } from './token/token-unsafe-characters.ts';
import { tokenUnusableFormat } from './token/token-unusable-format.ts';
import { tokenWeak } from './token/token-weak.ts';
import { ansibleCoreTooNew } from './upstream/ansible-core-too-new.ts';
import { ansibleCoreTooOld } from './upstream/ansible-core-too-old.ts';
import { ansibleUtilsMissing } from './upstream/ansible-utils-missing.ts';
import { upstreamAirgapAgents } from './upstream/upstream-airgap-agents.ts';
import { upstreamEndpointIsHostname } from './upstream/upstream-endpoint-is-hostname.ts';
import { upstreamFloatingVersion } from './upstream/upstream-floating-version.ts';
import { upstreamNoSuchVersion } from './upstream/upstream-no-such-version.ts';
import { upstreamTokenExposed } from './upstream/upstream-token-exposed.ts';
import { upstreamUpgradeAgents } from './upstream/upstream-upgrade-agents.ts';
import { upstreamUpgradeToken } from './upstream/upstream-upgrade-token.ts';
import { groupArgumentsReplaced } from './variables/group-arguments-replaced.ts';
import { k3sVersionFormat } from './variables/k3s-version-format.ts';
import { k3sVersionMissing } from './variables/k3s-version-missing.ts';
import { kubeconfigOfTwoClusters } from './variables/kubeconfig-of-two-clusters.ts';
import { kubeconfigOverwritten } from './variables/kubeconfig-overwritten.ts';
import { variableDefinedInUnusedFile } from './variables/variable-defined-in-unused-file.ts';
import { variableOnWrongGroup } from './variables/variable-on-wrong-group.ts';
import { variableRenamed } from './variables/variable-renamed.ts';
import { variableStringBoolean } from './variables/variable-string-boolean.ts';
import { variableType } from './variables/variable-type.ts';
import { variableUnknown } from './variables/variable-unknown.ts';
import { variableWithoutEffect } from './variables/variable-without-effect.ts';
import { varsFileUnread } from './variables/vars-file-unread.ts';

export const rules: readonly Rule[] = [
  addressMalformed,
  addressOutsideNetwork,
  addressRangeMalformed,
  addressTaken,
  airgapBinaryMissing,
  airgapDirMissing,
  airgapDirNotString,
  airgapImagesMissing,
  airgapScriptMissing,
  ansibleCoreTooNew,
  ansibleCoreTooOld,
  ansibleUtilsMissing,
  apiEndpointIndexOutOfRange,
  apiEndpointIpv6,
  apiEndpointJinjaSyntax,
  apiEndpointLoopback,
  apiEndpointMalformed,
  apiEndpointMissing,
  apiEndpointNoDefault,
  apiEndpointNotFirstServer,
  apiEndpointOfNoHost,
  apiEndpointOfOneServer,
  apiEndpointPerHost,
  apiEndpointSampleAddress,
  apiEndpointUnknownGroup,
  apiEndpointUrlOrPort,
  apiEndpointVarsLookup,
  externalDatabaseSwitch,
  extraManifestMissing,
  extraManifestName,
  groupAndHostSameName,
  groupArgumentsReplaced,
  groupMissing,
  groupNameInvalid,
  groupVarsWithoutGroup,
  hostAddressMalformed,
  hostInBothGroups,
  hostOutsideCluster,
  inventoryGroupsAsHosts,
  inventoryHostWithoutColon,
  inventoryHostsList,
  inventoryKeySkipped,
  inventorySectionTooDeep,
  inventoryUnparsable,
  jinjaDefaultOmit,
  jinjaEnvLookupMayBeEmpty,
  jinjaNotAFunction,
  jinjaRecursive,
  jinjaSyntax,
  jinjaUndefinedOnSomeHosts,
  jinjaUndefinedVariable,
  jinjaUnknownFilter,
  jinjaUnknownLookup,
  k3sArgumentEscaped,
  k3sArgumentNotRead,
  k3sArgumentPercent,
  k3sClusterDnsOutside,
  k3sClusterResetLeft,
  k3sConfigForm,
  k3sDataDirTwice,
  k3sDataDirWithoutToken,
  k3sDatabaseNotShared,
  k3sEnvironment,
  k3sFlannelNone,
  k3sNetworksClash,
  k3sNodeSettingShared,
  k3sPortDiffers,
  k3sRegistriesForm,
  k3sSettingDiffers,
  k3sSettingOfRole,
  k3sSettingOverruled,
  k3sSettingReliedOn,
  k3sSettingUnknown,
  k3sSettingValue,
  k3sTlsSanWithoutEndpoint,
  k3sVersionFormat,
  k3sVersionMissing,
  kubeconfigOfTwoClusters,
  kubeconfigOverwritten,
  localhostTwice,
  neededFlagsLost,
  networkOverNodes,
  sameAddressTwice,
  secretPlaintext,
  serverCountEven,
  serverFlagsForAgents,
  serversNotJoined,
  sourceOutOfSight,
  tokenAsArgument,
  tokenDiffers,
  tokenEmpty,
  tokenInlineVault,
  tokenMadeAnew,
  tokenMissing,
  tokenMultiline,
  tokenNotString,
  tokenPlaceholder,
  tokenPlaintext,
  tokenRegexCharacters,
  tokenTwice,
  tokenUnsafeCharacters,
  tokenUnusableFormat,
  tokenWeak,
  upstreamAirgapAgents,
  upstreamEndpointIsHostname,
  upstreamFloatingVersion,
  upstreamNoSuchVersion,
  upstreamTokenExposed,
  upstreamUpgradeAgents,
  upstreamUpgradeToken,
  valueDiffers,
  valueMissing,
  valueOfSample,
  variableDefinedInUnusedFile,
  variableOfOtherProject,
  variableOnWrongGroup,
  variableRenamed,
  variableStringBoolean,
  variableType,
  variableUnknown,
  variableWithoutEffect,
  variablesExclusive,
  varsFileUnread,
  vaultDamaged,
  vaultTagMissing,
  yamlDuplicateKey,
  yamlUnquotedJinja,
];
