// The registry: every rule, sorted by id. A test demands that it equals the files, the fixtures and the pages.
import { groupMissing } from './group-missing.ts';
import { hostInBothGroups } from './host-in-both-groups.ts';
import { inventoryHostWithoutColon } from './inventory-host-without-colon.ts';
import { inventoryHostsList } from './inventory-hosts-list.ts';
import { inventoryUnparsable } from './inventory-unparsable.ts';
import type { Rule } from './rule.ts';
import { serverCountEven } from './server-count-even.ts';
import { tokenEmpty } from './token-empty.ts';
import { tokenMultiline } from './token-multiline.ts';
import { tokenNotString } from './token-not-string.ts';
import { tokenPlaceholder } from './token-placeholder.ts';
import { tokenPlaintext } from './token-plaintext.ts';
import { tokenUnusableFormat } from './token-unusable-format.ts';
import { yamlDuplicateKey } from './yaml-duplicate-key.ts';
import { yamlUnquotedJinja } from './yaml-unquoted-jinja.ts';

export const rules: readonly Rule[] = [
  groupMissing,
  hostInBothGroups,
  inventoryHostWithoutColon,
  inventoryHostsList,
  inventoryUnparsable,
  serverCountEven,
  tokenEmpty,
  tokenMultiline,
  tokenNotString,
  tokenPlaceholder,
  tokenPlaintext,
  tokenUnusableFormat,
  yamlDuplicateKey,
  yamlUnquotedJinja,
];
