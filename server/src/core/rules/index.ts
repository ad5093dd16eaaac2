// The registry: every rule, sorted by id. A test demands that it equals the files, the fixtures and the pages.
import { airgapBinaryMissing } from './airgap-binary-missing.ts';
import { airgapDirMissing } from './airgap-dir-missing.ts';
import { airgapDirNotString } from './airgap-dir-not-string.ts';
import { airgapImagesMissing } from './airgap-images-missing.ts';
import { ansibleCoreTooOld } from './ansible-core-too-old.ts';
import { ansibleUtilsMissing } from './ansible-utils-missing.ts';
import { apiEndpointIndexOutOfRange } from './api-endpoint-index-out-of-range.ts';
import { apiEndpointIpv6 } from './api-endpoint-ipv6.ts';
import { apiEndpointJinjaSyntax } from './api-endpoint-jinja-syntax.ts';
import { apiEndpointLoopback } from './api-endpoint-loopback.ts';
import { apiEndpointMissing } from './api-endpoint-missing.ts';
import { apiEndpointNoDefault } from './api-endpoint-no-default.ts';
import { apiEndpointNotFirstServer } from './api-endpoint-not-first-server.ts';
import { apiEndpointPerHost } from './api-endpoint-per-host.ts';
import { apiEndpointSampleAddress } from './api-endpoint-sample-address.ts';
import { apiEndpointUnknownGroup } from './api-endpoint-unknown-group.ts';
import { apiEndpointUrlOrPort } from './api-endpoint-url-or-port.ts';
import { apiEndpointVarsLookup } from './api-endpoint-vars-lookup.ts';
import { groupMissing } from './group-missing.ts';
import { groupVarsWithoutGroup } from './group-vars-without-group.ts';
import { hostInBothGroups } from './host-in-both-groups.ts';
import { hostOutsideCluster } from './host-outside-cluster.ts';
import { inventoryHostWithoutColon } from './inventory-host-without-colon.ts';
import { inventoryHostsList } from './inventory-hosts-list.ts';
import { inventoryUnparsable } from './inventory-unparsable.ts';
import { jinjaEnvLookupMayBeEmpty } from './jinja-env-lookup-may-be-empty.ts';
import { jinjaRecursive } from './jinja-recursive.ts';
import { jinjaSyntax } from './jinja-syntax.ts';
import { jinjaUndefinedVariable } from './jinja-undefined-variable.ts';
import { jinjaUnknownFilter } from './jinja-unknown-filter.ts';
import { k3sVersionFormat } from './k3s-version-format.ts';
import { k3sVersionMissing } from './k3s-version-missing.ts';
import type { Rule } from './rule.ts';
import { sameAddressTwice } from './same-address-twice.ts';
import { secretPlaintext } from './secret-plaintext.ts';
import { serverCountEven } from './server-count-even.ts';
import { sourceOutOfSight } from './source-out-of-sight.ts';
import { tokenAsArgument } from './token-as-argument.ts';
import { tokenDiffers } from './token-differs.ts';
import { tokenEmpty } from './token-empty.ts';
import { tokenInlineVault } from './token-inline-vault.ts';
import { tokenMissing } from './token-missing.ts';
import { tokenMultiline } from './token-multiline.ts';
import { tokenNotString } from './token-not-string.ts';
import { tokenPlaceholder } from './token-placeholder.ts';
import { tokenPlaintext } from './token-plaintext.ts';
import { tokenRegexCharacters } from './token-regex-characters.ts';
import { tokenTwice } from './token-twice.ts';
import { tokenUnsafeCharacters } from './token-unsafe-characters.ts';
import { tokenUnusableFormat } from './token-unusable-format.ts';
import { tokenWeak } from './token-weak.ts';
import { upstreamAirgapAgents } from './upstream-airgap-agents.ts';
import { upstreamEndpointIsHostname } from './upstream-endpoint-is-hostname.ts';
import { upstreamFloatingVersion } from './upstream-floating-version.ts';
import { upstreamTokenExposed } from './upstream-token-exposed.ts';
import { upstreamUpgradeAgents } from './upstream-upgrade-agents.ts';
import { variableDefinedInUnusedFile } from './variable-defined-in-unused-file.ts';
import { variableOnWrongGroup } from './variable-on-wrong-group.ts';
import { variableRenamed } from './variable-renamed.ts';
import { variableStringBoolean } from './variable-string-boolean.ts';
import { variableType } from './variable-type.ts';
import { variableUnknown } from './variable-unknown.ts';
import { varsFileUnread } from './vars-file-unread.ts';
import { vaultDamaged } from './vault-damaged.ts';
import { vaultTagMissing } from './vault-tag-missing.ts';
import { yamlDuplicateKey } from './yaml-duplicate-key.ts';
import { yamlUnquotedJinja } from './yaml-unquoted-jinja.ts';

export const rules: readonly Rule[] = [
  airgapBinaryMissing,
  airgapDirMissing,
  airgapDirNotString,
  airgapImagesMissing,
  ansibleCoreTooOld,
  ansibleUtilsMissing,
  apiEndpointIndexOutOfRange,
  apiEndpointIpv6,
  apiEndpointJinjaSyntax,
  apiEndpointLoopback,
  apiEndpointMissing,
  apiEndpointNoDefault,
  apiEndpointNotFirstServer,
  apiEndpointPerHost,
  apiEndpointSampleAddress,
  apiEndpointUnknownGroup,
  apiEndpointUrlOrPort,
  apiEndpointVarsLookup,
  groupMissing,
  groupVarsWithoutGroup,
  hostInBothGroups,
  hostOutsideCluster,
  inventoryHostWithoutColon,
  inventoryHostsList,
  inventoryUnparsable,
  jinjaEnvLookupMayBeEmpty,
  jinjaRecursive,
  jinjaSyntax,
  jinjaUndefinedVariable,
  jinjaUnknownFilter,
  k3sVersionFormat,
  k3sVersionMissing,
  sameAddressTwice,
  secretPlaintext,
  serverCountEven,
  sourceOutOfSight,
  tokenAsArgument,
  tokenDiffers,
  tokenEmpty,
  tokenInlineVault,
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
  upstreamTokenExposed,
  upstreamUpgradeAgents,
  variableDefinedInUnusedFile,
  variableOnWrongGroup,
  variableRenamed,
  variableStringBoolean,
  variableType,
  variableUnknown,
  varsFileUnread,
  vaultDamaged,
  vaultTagMissing,
  yamlDuplicateKey,
  yamlUnquotedJinja,
];
